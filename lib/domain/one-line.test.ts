import { describe, expect, it } from "vitest";
import { CreateDraftInput, DuplicateCampaignInput } from "#lib/domain/campaigns/schema";
import { ConnectKeyInput } from "#lib/domain/connections/schema";
import { personIn } from "#lib/domain/contacts/list-person";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { toPublicId } from "#lib/domain/ids";
import { codeMark } from "#lib/domain/otp/model";
import { ProfileInput } from "#lib/domain/otp/schema";
import { SaveViewInput } from "#lib/domain/reports/schema";
import { CreateSegmentInput } from "#lib/domain/segments/schema";
import { CreateTemplateInput } from "#lib/domain/templates/schema";

const ID = "0199a3c0-1111-7000-8000-000000000001";
/** Turns what follows around, on the page and in the sentence around it; with a line break and a mark of a byte order. */
const TURNED = " Kasım \u202e%05\u202c \u2067indirim\u2069\n\ufeff ";
const PLAIN = "Kasım %05 indirim";

const campaignId = toPublicId("campaign", ID);
const rule = JSON.stringify({ match: "all", conditions: [{ on: "name", is: "filled" }] });
const code = { digits: 4, lifetimeMinutes: 1, hourly: 1, text: codeMark, language: "tr" };

// A name stands in lists, questions and mails. One that turns their letters around could make them say something else.
describe("a name with marks that turn a text around is kept without them", () => {
  it.each([
    ["a campaign", () => CreateDraftInput.parse({ name: TURNED }).name],
    ["a copy of one", () => DuplicateCampaignInput.parse({ campaignId, name: TURNED }).name],
    ["a template", () => CreateTemplateInput.parse({ name: TURNED, kind: "commercial", text: "a" }).name],
    ["a segment", () => CreateSegmentInput.parse({ name: TURNED, rule }).name],
    ["a view of the reports", () => SaveViewInput.parse({ name: TURNED, query: "" }).name],
    ["a connection", () => ConnectKeyInput.parse({ provider: "turkeysms", key: "k", name: TURNED }).name],
    [
      "a profile of codes",
      () => ProfileInput.parse({ ...code, name: TURNED, senderId: toPublicId("sender", ID) }).name,
    ],
    ["a contact", () => AddContactInput.parse({ number: "5321112233", name: TURNED, fields: "" }).name],
    ["a tag", () => AddContactInput.parse({ number: "5321112233", tags: TURNED, fields: "" }).tags[0]],
    [
      "a contact of a list",
      () =>
        personIn([TURNED], { columns: ["Ad"], phoneColumn: null, nameColumn: 0, listColumn: null, takesFields: false })
          .name,
    ],
  ])("%s", (_, kept) => {
    expect(kept()).toBe(PLAIN);
  });

  it("and nothing is left of a name of such marks alone", () => {
    expect(CreateDraftInput.safeParse({ name: "\u202e\u200f" }).success).toBe(false);
  });

  it("while joined emoji and letters stay whole", () => {
    expect(CreateDraftInput.parse({ name: "👩‍🔧 می‌خواهم" }).name).toBe("👩‍🔧 می‌خواهم");
  });
});
