import type { PublicId } from "#lib/domain/ids";
import type { Estimate } from "./estimate.ts";
import type { CampaignKind, CampaignState } from "./model.ts";
import type { PreflightCheck, PreflightLevel } from "./preflight.ts";

/** Longest text with its variables as written; what a rendered message may be is judged when it is rendered. */
export const draftTextLength = 4_000;

/** Longest name of a campaign. */
export const campaignNameLength = 120;

/** A draft as the composer holds it. */
export interface Draft {
  readonly id: PublicId<"campaign">;
  readonly state: CampaignState;
  readonly version: number;
  readonly name: string;
  readonly kind: CampaignKind | null;
  readonly senderId: PublicId<"sender"> | null;
  readonly importId: PublicId<"import"> | null;
  readonly text: string;
  /** When it is to start, such as `2026-11-20T14:30[Europe/Istanbul]`; null: as soon as it is sent. */
  readonly start: string | null;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  /** Of the list only the people from this line on; null: everybody. */
  readonly fromLine: number | null;
  /** Whom it leaves out, as `writeExclusions` writes it; null: nobody. */
  readonly exclusions: string | null;
  /** Sender of another connection, for those whom the first certainly refuses. */
  readonly secondSenderId: PublicId<"sender"> | null;
  /** The provider is to keep it until its start. */
  readonly atProvider: boolean;
  /** Code of a provider behind the connection that the remote asks when the first refuses. */
  readonly fallback: string | null;
  /** Where the quota is short it is sent all the same, and waits until there is enough. */
  readonly waitsForQuota: boolean;
  /** When it was last kept, as ISO 8601. */
  readonly savedAt: string;
}

/** One person of a list, for the preview. */
export interface PreviewPerson {
  readonly line: number;
  readonly msisdn: string;
  readonly cells: readonly string[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** Everything that decides whether a draft may go out, and what that would come to. */
export interface Checkup {
  /** The version of the draft that was looked at. */
  readonly version: number;
  readonly checks: readonly PreflightCheck[];
  readonly level: PreflightLevel;
  /** Who would get it: not suppressed, with consent where the kind needs it, and with a text that can be written. */
  readonly people: number;
  readonly parts: number;
  /** Left out for the law's sake; `withoutConsent` only for commercial texts. */
  readonly suppressed: number;
  readonly withoutConsent: number;
  /** Left out by the draft, and because they have had as many commercial messages as is allowed. */
  readonly excluded: number;
  readonly capped: number;
  /** The texts of those who would get it. */
  readonly estimate: Estimate;
  readonly missingLine: number | null;
  /** The first texts as they would go out. */
  readonly examples: readonly string[];
}
