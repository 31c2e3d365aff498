/** What a connection of a provider can do. Screens and the worker read this and nothing else about a provider. */
export interface Capabilities {
  /** How one call carries messages: how many, and whether each may have a text of its own. */
  readonly batch: { readonly most: number; readonly ownText: boolean };
  /** Recipients a second that the provider states; null where it states none and answers "too many" instead. */
  readonly recipientsPerSecond: number | null;
  /** How people connect: by going to the provider and back, or by pasting a key. */
  readonly connect: "oauth" | "key";
  /** Which fields a pasted key has, in the order they are asked for. */
  readonly keyFields: readonly ("key" | "hash")[];
  /** Whether a good key is refused as a wrong one is, until a switch in the provider's panel is on. */
  readonly accessSwitch: boolean;
  readonly schedule: boolean;
  /** Whether other providers behind the connection can be named that the remote tries when the first refuses. */
  readonly fallback: boolean;
  readonly cancel: boolean;
  readonly reports: {
    /** What one status question is about. */
    readonly asksBy: "message" | "order";
    /** Whether the provider sends reports by itself. */
    readonly push: boolean;
  };
  /** Whether a send whose answer was lost can be looked up afterwards. */
  readonly lookup: boolean;
  /** Whether the provider lists sender IDs, or a person types them and nobody vouches for them. */
  readonly senders: "listed" | "by_hand";
  readonly balance: boolean;
  readonly plan: boolean;
  /** Whether the provider keeps a list of blocked numbers of its own. */
  readonly blacklist: boolean;
  /** `filter`: the provider holds commercial messages back itself. `registry`: consents can be registered and read as well. */
  readonly consent: "none" | "filter" | "registry";
  /** `probed`: offered only where the account's endpoint answers. */
  readonly inbox: "none" | "probed";
  /** `own_code`: the provider makes the code, which never reaches a screen or a log. */
  readonly otp: "none" | "own_code";
  /** Whether there is a sender for trying out. */
  readonly testSender: string | null;
  readonly international: "no" | "yes" | "if_enabled";
}
