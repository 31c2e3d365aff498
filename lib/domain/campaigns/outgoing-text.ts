import type { SkipReason } from "#lib/domain/messages/model";
import type { SmsEncoding } from "#lib/domain/messages/segments";
import { judgeText } from "./estimate.ts";
import type { CampaignKind } from "./model.ts";
import { type CompiledTemplate, render } from "./template.ts";

/** What is known of one person when a campaign is prepared. */
export interface Recipient {
  readonly cells: readonly string[];
  readonly isSuppressed: boolean;
  readonly hasConsent: boolean;
  readonly isForeign: boolean;
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
  const skip = person.isForeign
    ? "country_not_allowed"
    : person.isSuppressed
      ? "suppressed"
      : kind === "commercial" && !person.hasConsent
        ? "no_consent"
        : verdict.kind === "skip"
          ? verdict.reason
          : null;
  if (skip === null && verdict.kind === "send") {
    return { body: rendered.text, encoding: verdict.count.encoding, parts: verdict.count.segments, skip };
  }
  return { body: rendered.text, encoding: "gsm7", parts: 0, skip };
}
