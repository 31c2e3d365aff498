/** What is to be signed: a campaign by the hash of its content, with what a person needs to recognise it. */
export interface SignatureAsk {
  /** Our own name of it, the same at every repetition. */
  readonly reference: string;
  /** SHA-256 as 64 hex digits. */
  readonly hash: string;
  readonly title: string;
  readonly sender: string;
  readonly people: number;
  readonly parts: number;
  /** Where the signatory is sent afterwards. */
  readonly returnUrl: string;
}

/** A request that the service took. */
export interface SignatureRequest {
  readonly id: string;
  /** Where a person signs or refuses. */
  readonly url: string;
}

/** What the service says of a request. `silent`: no usable answer, ask again later. */
export type SignatureAnswer =
  | { readonly kind: "waiting" | "refused" | "silent" }
  | { readonly kind: "signed"; readonly receipt: string };

/** What a receipt proves. */
export interface Signature {
  readonly signedBy: string;
  readonly signedAt: Date;
}

/** What a receipt must be about. */
export interface Signed extends Pick<SignatureAsk, "reference" | "hash"> {
  readonly requestId: string;
}

/**
 * A service that signs a campaign before it starts (sender identity rules, R-135). Another service is another file with
 * these three functions and a line in `chosen-gate.ts`.
 */
export interface SignatureGate {
  /** Asks for a signature. Safe to repeat: the same reference and hash are the same request. Null: ask again later. */
  request(ask: SignatureAsk): Promise<SignatureRequest | null>;
  /** What became of a request. */
  look(requestId: string): Promise<SignatureAnswer>;
  /** What a receipt proves; null when it is not genuine or about something else. Throws when the keys are not to be had. */
  verify(receipt: string, about: Signed): Promise<Signature | null>;
}
