/** A sender the draft may use. */
export interface SenderChoice {
  readonly id: string;
  readonly name: string;
  readonly connection: string;
}

/** What there is to send with, or why there is nothing. */
export type SenderOutlook =
  | { readonly kind: "ready"; readonly senders: readonly SenderChoice[] }
  | { readonly kind: "no_connection" | "no_sender" }
  | { readonly kind: "reconnect" | "scope"; readonly name: string };

/** Plan and quota as far as they are known. */
export interface QuotaOutlook {
  /** Messages left; null when unlimited or not known. */
  readonly remaining: number | null;
  readonly upgradeUrl: string | null;
}
