import { beforeEach, describe, expect, it } from "vitest";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { mergeContacts } from "#lib/domain/consent/commands/merge-contacts";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { personRecord } from "#lib/domain/consent/person-queries";
import { RecordInput } from "#lib/domain/consent/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { deleteContact } from "#lib/domain/contacts/commands/delete-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { contactById, contactPage, usedTags } from "#lib/domain/contacts/queries";
import {
  AddContactInput,
  ContactFilter,
  ContactInput,
  EditContactInput,
  MergeContactsInput,
} from "#lib/domain/contacts/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

const add = (input: object, into = workspace) =>
  into.transact((tx) => addContact(tx, AddContactInput.parse({ fields: "", ...input })));
const page = (filter: object = {}, size?: number, of = workspace) =>
  of.transact((tx) => contactPage(tx, ContactFilter.parse(filter), null, size));

describe("a contact", () => {
  it("is added with its number in any spelling, once, and its history holds no number", async () => {
    const { result, audit } = await add({ number: "0532 123 45 67", name: "Ayşe Işık", tags: "VIP, vip, İzmir" });
    await expect(add({ number: "+905321234567" })).rejects.toMatchObject({ code: "contact.known" });
    await expect(add({ number: "0212 345 67 89" })).rejects.toMatchObject({ code: "contact.number_not_valid" });
    expect(JSON.stringify(audit)).not.toContain("532");
    const { rows } = await page();
    expect(rows).toMatchObject([
      { id: result, msisdn: 905321234567, name: "Ayşe Işık", tags: ["VIP", "İzmir"], consent: null, version: 1 },
    ]);
    expect(await workspace.transact((tx) => usedTags(tx))).toEqual(["VIP", "İzmir"]);
  });

  it("is found by part of the name without its Turkish letters, by the end of the number, and by tag", async () => {
    await add({ number: "05321234567", name: "Ayşe Işık", tags: "VIP" });
    await add({ number: "05339998877", name: "100%_Deniz" });
    const names = async (filter: object) => (await page(filter)).rows.map((row) => row.name);
    expect(await names({ search: "isik" })).toEqual(["Ayşe Işık"]);
    expect(await names({ search: "IŞIK" })).toEqual(["Ayşe Işık"]);
    expect(await names({ search: "0532 123 45 67" })).toEqual(["Ayşe Işık"]);
    expect(await names({ search: "8877" })).toEqual(["100%_Deniz"]);
    expect(await names({ search: "0%_D" })).toEqual(["100%_Deniz"]);
    expect(await names({ tag: "VIP" })).toEqual(["Ayşe Işık"]);
    expect(await names({ search: "%" })).toEqual(["100%_Deniz"]);
  });

  it("shows what the number agreed to, and being a contact is no consent", async () => {
    await add({ number: "05321234567" });
    const given = { source: "store", givenOn: "2026-10-05", proof: "Kasada imzalı form" };
    await workspace.transact((tx) =>
      recordConsents(tx, RecordInput.parse({ by: "numbers", numbers: "05321234567", ...given }), {
        zone: "Europe/Istanbul",
      }),
    );
    expect((await page()).rows).toMatchObject([{ consent: "granted", isSuppressed: false }]);
  });

  it("is changed by whoever saw its last version, and by nobody else", async () => {
    const { result: contactId } = await add({ number: "05321234567", fields: "Şehir: İzmir" });
    const edit = (change: object) =>
      workspace.transact((tx) => editContact(tx, EditContactInput.parse({ contactId, version: 1, ...change })));
    await edit({ name: "Veli" });
    expect((await page()).rows).toMatchObject([{ name: "Veli", fields: { Şehir: "İzmir" }, version: 2 }]);
    await expect(edit({ name: "Ali" })).rejects.toMatchObject({ code: "contact.changed" });
    await edit({ version: 2, fields: "" });
    expect((await page()).rows).toMatchObject([{ name: "", fields: {} }]);
  });

  it("is deleted once, and is nobody's business in another workspace", async () => {
    const { result } = await add({ number: "05321234567" });
    const { contactId } = ContactInput.parse({ contactId: result });
    const other = await makeWorkspace();
    expect(await other.transact((tx) => contactById(tx, contactId))).toBeNull();
    const remove = (from: TestWorkspace) => from.transact((tx) => deleteContact(tx, { contactId }));
    await expect(remove(other)).rejects.toMatchObject({ code: "contact.not_found" });
    await remove(workspace);
    await expect(remove(workspace)).rejects.toMatchObject({ code: "contact.not_found" });
    expect((await page()).rows).toEqual([]);
  });

  it("keeps to what the database and a page can hold", () => {
    const parse = (input: object) => AddContactInput.safeParse({ number: "05321234567", fields: "", ...input }).success;
    expect(parse({ tags: Array.from({ length: 20 }, (_, n) => `t${n}`).join() })).toBe(true);
    expect(parse({ tags: Array.from({ length: 21 }, (_, n) => `t${n}`).join() })).toBe(false);
    expect(parse({ fields: `Şehir: ${"x".repeat(301)}` })).toBe(false);
    expect(parse({ name: "\0" })).toBe(false);
  });
});

describe("two contacts of one person", () => {
  const standing = (status: "granted" | "refused", msisdn: bigint) => ({
    ...{ msisdn, status, source: "store", proof: "Kasada söyledi", givenAt: new Date("2026-01-05T00:00:00Z") },
  });

  /** A contact that consented, and the same person's other number that refused and is blocked. */
  async function pair() {
    const kept = (await add({ number: "05321234567", name: "Ayşe", tags: "VIP", fields: "Şehir: İzmir" })).result;
    const gone = (
      await add({ number: "05331112233", name: "A. Işık", fields: "Şehir: Muğla\nNot: x", listType: "merchant" })
    ).result;
    await workspace.transact(async ({ db, workspaceId }) => {
      await db.consent.create({ data: { workspaceId, ...standing("granted", 905321234567n) } });
      await db.consent.create({ data: { workspaceId, ...standing("refused", 905331112233n) } });
      await db.suppression.create({
        data: { workspaceId, msisdn: 905331112233n, reason: "Aramayın dedi", source: "member" },
      });
    });
    return { contactId: kept, version: 1, otherId: gone, otherVersion: 1 };
  }
  const merge = (input: object, into = workspace) =>
    into.transact((tx) => mergeContacts(tx, MergeContactsInput.parse(input)));
  const standingOf = (msisdn: number) => workspace.transact((tx) => personRecord(tx, msisdnFromRow(BigInt(msisdn))));

  it("become one: what was chosen stays, the stricter word holds, and nothing of the other number is lost", async () => {
    const both = await pair();
    const { audit } = await merge({ ...both, name: "gone", fields: JSON.stringify(["Şehir"]) });
    expect(audit).toMatchObject({
      subject: both.contactId,
      detail: { merged: both.otherId, refused: true, suppressed: true },
    });
    expect((await page()).rows).toMatchObject([
      {
        ...{
          id: both.contactId,
          msisdn: 905321234567,
          name: "A. Işık",
          tags: ["VIP"],
          listType: "merchant",
          version: 2,
        },
        ...{
          fields: { Şehir: "Muğla", Not: "x" },
          mergedMsisdns: [905331112233],
          consent: "refused",
          isSuppressed: true,
        },
      },
    ]);
    const here = await standingOf(905321234567);
    expect(here?.events.map(({ kind }) => kind).toSorted()).toEqual(["refused", "suppressed"]);
    expect(here?.suppressed).toMatchObject({ reason: "Aramayın dedi" });
    expect((await standingOf(905331112233))?.consent).toMatchObject({ status: "refused" });
    // an erasure of the other number leaves it nowhere.
    await workspace.transact((tx) => erasePerson(tx, { number: "05331112233" }));
    expect((await page()).rows).toMatchObject([{ mergedMsisdns: [] }]);
  });

  it("stay two when one was changed meanwhile, and for everybody of another workspace", async () => {
    const both = await pair();
    await expect(merge(both, await makeWorkspace())).rejects.toMatchObject({ code: "contact.not_found" });
    await expect(merge({ ...both, otherVersion: 2 })).rejects.toMatchObject({ code: "contact.changed" });
    await expect(merge({ ...both, version: 2 })).rejects.toMatchObject({ code: "contact.changed" });
    expect((await page()).rows).toHaveLength(2);
    expect((await page()).rows).toMatchObject([{ isSuppressed: true }, { consent: "granted", isSuppressed: false }]);
    expect(MergeContactsInput.safeParse({ ...both, otherId: both.contactId }).success).toBe(false);
  });
});

describe("the pages of contacts", () => {
  it("show everybody once, forwards and backwards", async () => {
    for (let n = 0; n < 7; n++) await add({ number: `0532111220${n}`, name: `K${n}` });
    const first = await page({}, 3);
    const second = await page({ after: first.next }, 3);
    const third = await page({ after: second.next }, 3);
    const names = [first, second, third].map(({ rows }) => rows.map((row) => row.name).join(""));
    expect(names).toEqual(["K6K5K4", "K3K2K1", "K0"]);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await page({ before: third.previous }, 3);
    expect(back.rows).toEqual(second.rows);
    expect((await page({ before: back.previous }, 3)).previous).toBeNull();
  });
});
