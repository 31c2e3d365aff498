import type { ApprovalPolicy } from "#lib/domain/campaigns/approval";
import type { CampaignKind } from "#lib/domain/campaigns/model";

/** A sender the draft may use. */
export interface SenderChoice {
  readonly id: string;
  readonly name: string;
  readonly connection: string;
  readonly connectionId: string;
  /** The provider of the connection as people know it. */
  readonly provider: string;
  /** The company behind the connection that owns the name; empty where the connection has none behind it. */
  readonly company: string;
  /** Whether the provider takes a time and keeps what it was given until then. */
  readonly takesSchedule: boolean;
  /** Companies behind the connection that it can try when the first refuses. */
  readonly fallbacks: readonly { readonly code: string; readonly name: string }[];
}

/** What there is to send with, or why there is nothing. */
export type SenderOutlook =
  | { readonly kind: "ready"; readonly senders: readonly SenderChoice[] }
  | { readonly kind: "no_connection" | "no_sender" }
  | { readonly kind: "reconnect" | "scope"; readonly name: string };

/** Who must agree before the draft may go. */
export interface ApprovalOutlook extends ApprovalPolicy {
  /** Whatever its size: this person may not send, or everything is signed. */
  readonly always: boolean;
  /** How many others could approve it. */
  readonly approvers: number;
  /** This person could approve it too, if it is below the threshold. */
  readonly mayApproveSmall: boolean;
}

/** What is put into a commercial text on a wish. */
export interface LegalWords {
  /** Trade name or brand, with the registry number where it is known. */
  readonly imprint: string;
  /** An example of the address at which each person refuses further messages, as long as every other. */
  readonly optOutLink: string;
}

/** A text that may be taken. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly text: string;
}

/** Plan and quota as far as they are known. */
export interface QuotaOutlook {
  /** Messages left; null when unlimited or not known. */
  readonly remaining: number | null;
  readonly upgradeUrl: string | null;
}
