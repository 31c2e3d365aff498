import { beforeEach, describe, expect, it } from "vitest";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { usedFields } from "#lib/domain/contacts/queries";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { parsePublicId } from "#lib/domain/ids";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { createSegment } from "./commands/create-segment.ts";
import { deleteSegment } from "./commands/delete-segment.ts";
import { editSegment } from "./commands/edit-segment.ts";
import { countSegments, listSegments, readSegment } from "./queries.ts";
import type { SegmentCondition, SegmentRule } from "./rule.ts";
import { CreateSegmentInput, EditSegmentInput } from "./schema.ts";

useTestDatabase();
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const add = (number: string, rest: object, into = workspace) =>
  into.transact((tx) => addContact(tx, AddContactInput.parse({ number, fields: "", ...rest })));
const rule = (...conditions: SegmentCondition[]): SegmentRule => ({ match: "all", conditions });
const people = async (...rules: SegmentRule[]) =>
  (await workspace.transact((tx) => countSegments(tx, rules))).map((count) => count.people);
const make = async (name: string, is: SegmentRule = rule({ on: "tag", is: "has", value: "VIP" })) => {
  const input = CreateSegmentInput.parse({ name, rule: JSON.stringify(is) });
  return (await workspace.transact((tx) => createSegment(tx, input))).result.segmentId;
};
const plain = (id: string) => parsePublicId("segment", id) ?? "";

async function threePeople() {
  await add("05321112233", { name: "Ayşe", tags: "VIP, İzmir", fields: "Şehir: İzmir" });
  await add("05321112234", { name: "Veli", tags: "VIP", fields: "Şehir: Ankara\nNot: 100%" });
  await add("05321112235", {});
  await add("05321112236", { name: "Öbür", tags: "VIP" }, await makeWorkspace());
}

describe("a rule", () => {
  it.each([
    ["AYŞE YILMAZ", "Yılmaz"],
    ["Ayşe Yılmaz", "YILMAZ"],
    ["İSTANBUL IŞIK", "istanbul ışık"],
    ["Çağla Öz", "ÇAĞLA ÖZ"],
  ])("finds %j by %j: lists write people in letters of any size", async (name, value) => {
    await add("05321112233", { name, fields: `Şehir: ${name}` });
    const found = await people(
      rule({ on: "name", is: "contains", value }),
      rule({ on: "field", is: "contains", field: "Şehir", value }),
    );
    expect(found).toEqual([1, 1]);
  });

  it.each<[SegmentCondition, number]>([
    [{ on: "tag", is: "has", value: "VIP" }, 2],
    [{ on: "tag", is: "lacks", value: "VIP" }, 1],
    [{ on: "field", is: "equals", field: "Şehir", value: "İzmir" }, 1],
    [{ on: "field", is: "differs", field: "Şehir", value: "İzmir" }, 2],
    [{ on: "field", is: "contains", field: "Not", value: "0%" }, 1],
    [{ on: "field", is: "contains", field: "Not", value: "_" }, 0],
    [{ on: "field", is: "filled", field: "Şehir" }, 2],
    [{ on: "field", is: "empty", field: "Şehir" }, 1],
    [{ on: "name", is: "contains", value: "el" }, 1],
    [{ on: "name", is: "empty" }, 1],
    [{ on: "consent", is: "none" }, 3],
    [{ on: "consent", is: "granted" }, 0],
    [{ on: "list", is: "none" }, 3],
    [{ on: "list", is: "merchant" }, 0],
    [{ on: "added", is: "within", days: 1 }, 3],
    [{ on: "added", is: "not_within", days: 1 }, 0],
    [{ on: "messaged", is: "not_within", days: 30 }, 3],
  ])("is true of whom it says: %j", async (condition, expected) => {
    await threePeople();
    expect(await people(rule(condition))).toEqual([expected]);
  });

  it("asks for all of its conditions, or for any", async () => {
    await threePeople();
    const conditions: SegmentCondition[] = [
      { on: "tag", is: "has", value: "İzmir" },
      { on: "name", is: "empty" },
    ];
    expect(await people({ match: "all", conditions }, { match: "any", conditions })).toEqual([0, 2]);
  });

  it("counts apart who is blocked and who has no consent", async () => {
    await threePeople();
    await workspace.transact(async ({ db, workspaceId }) => {
      const given = { source: "store", proof: "x", givenAt: new Date(), status: "granted" as const };
      for (const msisdn of [905321112233n, 905321112234n]) {
        await db.consent.create({ data: { workspaceId, msisdn, ...given } });
      }
      await db.suppression.create({
        data: { workspaceId, msisdn: 905321112234n, reason: "x", source: "member" },
      });
    });
    const [count] = await workspace.transact((tx) => countSegments(tx, [rule({ on: "name", is: "filled" })]));
    expect(count).toEqual({ people: 2, reachable: 1, consented: 1 });
  });

  it("knows who was written to within so many days", async () => {
    await threePeople();
    await workspace.transact(async ({ db, workspaceId, actorId }) => {
      const [connectionId, campaignId] = [newId(), newId()];
      const by = { connectedById: actorId ?? "", provider: "iletiniz", remoteId: "x", remoteName: "x" };
      await db.connection.create({ data: { workspaceId, id: connectionId, ...by } });
      await db.campaign.create({ data: { workspaceId, id: campaignId, name: "x", createdById: actorId ?? "" } });
      const text = { sender: "X", body: "x", encoding: "gsm7" as const, parts: 1, source: "campaign" as const };
      const day = (days: number) => new Date(Date.now() - days * 86_400_000);
      for (const [msisdn, state, acceptedAt] of [
        [905321112233n, "delivered", day(2)],
        [905321112234n, "failed", null],
        [905321112235n, "accepted", day(6)],
      ] as const) {
        const to = { workspaceId, id: newId(), connectionId, campaignId, msisdn, state, acceptedAt };
        await db.message.create({ data: { ...to, ...text } });
      }
    });
    const messaged = (days: number) => rule({ on: "messaged", is: "within", days });
    expect(await people(messaged(3), messaged(7))).toEqual([1, 2]);
  });
});

describe("a segment", () => {
  it("is listed by name, changed by whoever saw its last version, and deleted once", async () => {
    const [, id] = [await make("Zeytin"), await make("Çay")];
    const names = async () => (await workspace.transact((tx) => listSegments(tx))).map(({ name }) => name);
    expect(await names()).toEqual(["Çay", "Zeytin"]);
    const edit = (name: string, version: number) => {
      const written = JSON.stringify(rule({ on: "name", is: "filled" }));
      const input = EditSegmentInput.parse({ segmentId: id, version, name, rule: written });
      return workspace.transact((tx) => editSegment(tx, input));
    };
    await edit("Ada çayı", 1);
    await expect(edit("Kahve", 1)).rejects.toMatchObject({ code: "segment.stale" });
    await expect(edit("Zeytin", 2)).rejects.toMatchObject({ code: "segment.name_taken" });
    await expect(make("Zeytin")).rejects.toMatchObject({ code: "segment.name_taken" });
    const stored = await workspace.transact((tx) => readSegment(tx, plain(id)));
    expect(stored).toMatchObject({ name: "Ada çayı", version: 2, rule: { conditions: [{ on: "name" }] } });
    const remove = () => workspace.transact((tx) => deleteSegment(tx, { segmentId: plain(id) }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: "segment.not_found" });
    expect(await names()).toEqual(["Zeytin"]);
  });

  it("is known in its own workspace alone", async () => {
    const segmentId = plain(await make("Sırdaş"));
    const other = await makeWorkspace();
    await expect(other.transact((tx) => readSegment(tx, segmentId))).rejects.toMatchObject({
      code: "segment.not_found",
    });
    await expect(other.transact((tx) => deleteSegment(tx, { segmentId }))).rejects.toMatchObject({
      code: "segment.not_found",
    });
  });

  it("takes a rule that can be asked, and nothing else", () => {
    const takes = (is: unknown) => CreateSegmentInput.safeParse({ name: "x", rule: JSON.stringify(is) }).success;
    const one = { on: "tag", is: "has", value: "VIP" };
    expect(takes({ match: "all", conditions: [one] })).toBe(true);
    expect(takes({ match: "all", conditions: [] })).toBe(false);
    expect(takes({ match: "all", conditions: [{ ...one, value: "" }] })).toBe(false);
    expect(takes({ match: "all", conditions: [{ ...one, sql: "1=1" }] })).toBe(false);
    expect(takes({ match: "all", conditions: Array.from({ length: 11 }, () => one) })).toBe(false);
    expect(CreateSegmentInput.safeParse({ name: "x", rule: "{" }).success).toBe(false);
  });

  it("offers the fields in use", async () => {
    await threePeople();
    expect(await workspace.transact((tx) => usedFields(tx))).toEqual(["Şehir", "Not"]);
  });
});
