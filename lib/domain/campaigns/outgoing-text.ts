import type { SkipReason } from "#lib/domain/messages/model";
import type { SmsEncoding } from "#lib/domain/messages/segments";
import { judgeText } from "./estimate.ts";
import type { CampaignKind } from "./model.ts";
import { type CompiledTemplate, render } from "./template.ts";

/** What is known of one person of a list when a text is written for them. */
export interface Recipient {
  /** One per column; columns that the text does not use may be empty. */
  readonly cells: readonly string[];
  readonly isSuppressed: boolean;
  readonly hasConsent: boolean;
  /** A number of another country, where the workspace does not write to those. */
  readonly isForeign: boolean;
  /** The draft leaves the person out. */
  readonly isExcluded: boolean;
  /** The person has had as many commercial messages as the workspace allows; never so for an informational text. */
  readonly isCapped: boolean;
}

/** A text as it will be sent, or kept to show why it is not. `parts` is 0 for whoever is left out. */
export interface OutgoingText {
  readonly body: string;
  readonly encoding: SmsEncoding;
  readonly parts: number;
  /** Why the person is left out; null when the text is to be sent. */
  readonly skip: SkipReason | null;
}

/**
 * Writes the text of one person and decides whether it is sent. Suppression comes before consent, consent before the text.
 *
 * A commercial text needs a consent on record: none, or a refusal, leaves the person out (Law 6563, article 6).
 *
 * @throws DomainError `message.malformed_text` when a cell holds half of a surrogate pair.
 */
export function writeText(template: CompiledTemplate, kind: CampaignKind, person: Recipient): OutgoingText {
  const rendered = render(template, person.cells);
  const verdict = judgeText(rendered);
  const skip = leftOut(kind, person) ?? (verdict.kind === "skip" ? verdict.reason : null);
  if (skip === null && verdict.kind === "send") {
    return { body: rendered.text, encoding: verdict.count.encoding, parts: verdict.count.segments, skip };
  }
  return { body: rendered.text, encoding: "gsm7", parts: 0, skip };
}

/** Why a person gets nothing, whatever the text. The count of the check asks in the same order. */
function leftOut(kind: CampaignKind, person: Recipient): SkipReason | null {
  if (person.isForeign) return "country_not_allowed";
  if (person.isSuppressed) return "suppressed";
  if (person.isExcluded) return "excluded";
  if (person.isCapped) return "capped";
  return kind === "commercial" && !person.hasConsent ? "no_consent" : null;
}
