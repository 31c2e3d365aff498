import { describe, expect, it } from "vitest";
import { pauseReasons, startFailures } from "#lib/domain/campaigns/model";
import type { ErrorCode } from "#lib/domain/errors";
import { type MessageState, messageStates } from "#lib/domain/messages/model";
import { messagesOf } from "#lib/i18n/messages";

/**
 * What a sentence tells about money and messages.
 *
 * `nothing`: no message has gone by this. `unchanged`: what was asked for was not done, whatever else goes on. `nobody`: nobody was
 * taken from a list, or nothing of it changed. `unsaved`: nothing was written down or asked. `waiting`: who waits got nothing and costs nothing. `maybe`: it may have gone and cost.
 */
type Consequence = "nothing" | "unchanged" | "nobody" | "unsaved" | "waiting" | "maybe";

const says: Readonly<Record<Consequence, Readonly<Record<"tr" | "en", RegExp>>>> = {
  nothing: {
    tr: /(mesaj|deneme|kod|yanıt|kez|henüz|alınmadı;|telefona) ?(gönderilmedi|gitmedi)|gitmedi, ücret alınmadı/iu,
    en: /no (further )?message (has|was)|not (sent|charged)|no (test|code|reply) was sent|nothing was (sent|charged)/i,
  },
  unchanged: { tr: /hiçbir şey değişmedi/iu, en: /nothing was changed/i },
  nobody: {
    tr: /hiçbir kişi eklenmedi|hiçbir şey (eklenmedi|değişmedi)|hiçbir mesaj gönderilmedi/iu,
    en: /nobody was added|nothing was (added|changed)|no message was sent/i,
  },
  unsaved: {
    tr: /hiçbir (şey|kayıt) (kaydedilmedi|değişmedi|sorulmadı)|(sizinki|tercihiniz) kaydedilmedi/iu,
    en: /nothing was (saved|recorded|changed|asked)|no record was changed|was not saved/i,
  },
  waiting: {
    tr: /(onlara mesaj gitmedi|Hiçbir mesaj gönderilmedi), ücret alınmadı/u,
    en: /no message (has gone|was sent).* nothing was charged/i,
  },
  maybe: { tr: /ücretlendirilmiş olabilir/u, en: /may have (been sent and|gone out and been|charged|been charged)/i },
};

type OnTheWay = Extract<
  ErrorCode,
  `${"campaign" | "message" | "test" | "import" | "upload" | "contact" | "segment" | "template" | "consent" | "inbox" | "otp" | "opt_out"}.${string}`
>;

/** Every refusal that somebody can meet on the way of a message, from contacts and consent to the answer. A new one is a type error here until it says what it means. */
const refusals: Readonly<
  Record<
    | OnTheWay
    | `sender.not_${"found" | "approved"}`
    | "workspace.halted"
    | "workspace.suspended"
    | "workspace.over_limit",
    Consequence
  >
> = {
  "campaign.already_decided": "unchanged",
  "campaign.already_retried": "nothing",
  "campaign.already_started": "nothing",
  "campaign.approval_required": "nothing",
  "campaign.changed_since_review": "nothing",
  "campaign.comment_required": "nothing",
  "campaign.connection_not_ready": "nothing",
  "campaign.exclusion_gone": "nothing",
  "campaign.hold_not_placed": "nothing",
  "campaign.may_not_approve": "nothing",
  "campaign.may_not_control": "unchanged",
  "campaign.messages_open": "unchanged",
  "campaign.nobody_may_send": "nothing",
  "campaign.nobody_to_retry": "nothing",
  "campaign.not_author": "unchanged",
  "campaign.not_due": "nothing",
  "campaign.not_found": "unchanged",
  "campaign.nothing_unknown": "nothing",
  "campaign.orders_out_of_reach": "unchanged",
  "campaign.over_cap": "nothing",
  "campaign.own_approval": "nothing",
  "campaign.pause_remains": "nothing",
  "campaign.preflight_red": "nothing",
  "campaign.sender_gone": "nothing",
  "campaign.signature_invalid": "nothing",
  "campaign.stale": "nothing",
  "campaign.start_passed": "nothing",
  "campaign.time_not_valid": "nothing",
  "campaign.time_skipped": "nothing",
  "campaign.too_many_comments": "nothing",
  "campaign.undo_closed": "unchanged",
  "campaign.undo_open": "nothing",
  "campaign.wrong_state": "unchanged",
  "import.empty": "nobody",
  "import.expired": "nobody",
  "import.field_too_long": "nobody",
  "import.header_only": "nobody",
  "import.mixed_encoding": "nobody",
  "import.no_phone_column": "nobody",
  "import.nobody": "nobody",
  "import.not_read": "nobody",
  "import.not_text": "nobody",
  "import.nul_bytes": "nobody",
  "import.too_large": "nobody",
  "import.too_many_columns": "nobody",
  "import.too_many_rows": "nobody",
  "import.unclosed_quote": "nobody",
  "import.workbook_old": "nobody",
  "import.workbook_too_large": "nobody",
  "import.workbook_unreadable": "nobody",
  "message.empty": "nothing",
  "message.malformed_text": "nothing",
  "message.too_long": "nothing",
  ...{ "contact.changed": "unsaved", "contact.fields_too_many": "unsaved", "contact.known": "unsaved" },
  ...{ "contact.not_found": "unsaved", "contact.number_not_valid": "unsaved", "contact.tags_too_many": "unsaved" },
  "contact.not_revertible": "unchanged",
  ...{ "consent.future_date": "unsaved", "consent.list_too_large": "unsaved", "consent.no_numbers": "unsaved" },
  ...{ "consent.not_suppressed": "unsaved", "consent.too_many_numbers": "unsaved", "consent.no_registry": "unsaved" },
  ...{
    "consent.registry_refused": "unsaved",
    "consent.registry_silent": "unsaved",
    "consent.too_many_checks": "unsaved",
  },
  ...{ "inbox.no_sender": "nothing", "inbox.not_found": "nothing", "inbox.refused": "nothing" },
  ...{ "otp.country": "nothing", "otp.not_found": "nothing", "otp.not_sent": "nothing", "otp.suppressed": "nothing" },
  ...{ "otp.text_without_code": "unsaved", "otp.too_many": "nothing", "otp.too_soon": "nothing" },
  ...{ "opt_out.gone": "unsaved", "opt_out.too_many": "unsaved" },
  ...{ "segment.name_taken": "unsaved", "segment.not_found": "unsaved", "segment.stale": "unsaved" },
  ...{ "segment.too_many": "unsaved", "segment.in_use": "unsaved" },
  ...{ "template.not_found": "unsaved", "template.stale": "unsaved", "template.too_many": "unsaved" },
  "sender.not_approved": "nothing",
  "sender.not_found": "nothing",
  "test.missing_value": "nothing",
  "test.no_sender": "nothing",
  "test.number_not_found": "nothing",
  "test.number_not_mobile": "nothing",
  "test.text_not_ready": "nothing",
  "test.too_many": "nothing",
  "test.too_many_codes": "nothing",
  "upload.file_gone": "nobody",
  "upload.in_use": "nobody",
  "upload.incomplete": "nobody",
  "upload.length_required": "nobody",
  "upload.not_found": "nobody",
  "upload.not_ready": "nobody",
  "upload.row_changed": "nobody",
  "upload.too_many": "nobody",
  "workspace.halted": "nothing",
  "workspace.over_limit": "nothing",
  "workspace.suspended": "nothing",
};

/** What the state of a message means for the person it was for; the rest went out as it should, or is on its way. */
const states: Readonly<Partial<Record<MessageState, Consequence>>> = {
  pending: "nothing",
  held: "nothing",
  claimed: "nothing",
  skipped: "nothing",
  cancelled: "nothing",
  failed: "nothing",
  unknown: "maybe",
  rejected: "maybe",
  expired: "maybe",
  undelivered: "maybe",
};
const good: readonly MessageState[] = ["submitted", "accepted", "delivered"];

/** A sentence by its place, such as `campaign.stale`. */
function sentenceAt(words: unknown, place: string): string {
  let found: unknown = words;
  for (const part of place.split(".")) found = Object.entries(found ?? {}).find(([key]) => key === part)?.[1];
  return String(found ?? "");
}

describe.each(["tr", "en"] as const)("what became of the messages is said in %s", (locale) => {
  const words = messagesOf(locale);

  it.each(Object.entries(refusals))("when refused with %s: %s", (code, meaning) => {
    expect(sentenceAt(words.errors, code)).toMatch(says[meaning][locale]);
  });

  it.each(pauseReasons)("when a campaign stands still because of %s", (reason) => {
    expect(words.report.paused[reason]).toMatch(says.waiting[locale]);
  });

  it("when a campaign waits for quota by choice", () => {
    expect(words.report.paused.quota_waits).toMatch(says.waiting[locale]);
  });

  it("when a campaign could not start", () => {
    const { text, ...failures } = words.report.failed;
    for (const sentence of [text, ...startFailures.map((reason) => failures[reason])]) {
      expect(sentence).toMatch(says.nothing[locale]);
    }
  });

  it("when the check is red, and when answers are lost", () => {
    expect(words.compose.send.blocked).toMatch(says.nothing[locale]);
    expect(words.report.unknownNote.text).toMatch(says.maybe[locale]);
  });

  it("when a list is refused on its own page, and when nobody is to get a message again", () => {
    const kept = { tr: /hiç kimse eklenmedi|hiçbir mesaj gönderilmedi/iu, en: /nobody was added|no message was sent/i };
    for (const sentence of Object.values(words.imports.refusal.import)) expect(sentence).toMatch(kept[locale]);
    expect(words.unanswered.drop.text).toMatch(says.maybe[locale]);
  });

  it("by what became of a test", () => {
    const { failed, skipped, unknown } = words.compose.test.result;
    for (const sentence of [failed, skipped]) expect(sentence).toMatch(says.nothing[locale]);
    expect(unknown).toMatch(says.maybe[locale]);
  });

  it("for every state of a message", () => {
    expect(new Set([...Object.keys(states), ...good])).toEqual(new Set<string>(messageStates));
    for (const [state, meaning] of Object.entries(states)) {
      expect(sentenceAt(words.messages.why, state)).toMatch(says[meaning][locale]);
    }
  });
});
