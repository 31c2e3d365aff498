import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditPage, auditPeople } from "#lib/domain/audit/queries";
import { AuditFilter, auditAddress, isNarrowed } from "#lib/domain/audit/schema";
import { isTailWhole } from "#lib/domain/audit/verify-queries";
import { toPublicId } from "#lib/domain/ids";
import { writeAudit } from "#lib/gate/audit";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestPerson, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
let workspace: TestWorkspace;
let operator: TestPerson;

beforeAll(async () => {
  workspace = await makeWorkspace();
  operator = await workspace.join("operator");
  const verbs = ["campaign.create", "campaign.save", "connection.connect", "team.role", "import.upload"];
  for (const [at, verb] of verbs.entries()) {
    const subject = verb === "team.role" ? toPublicId("person", operator.id) : null;
    const actor = at % 2 === 0 ? operator.id : workspace.person.id;
    await workspace.transact(
      (tx) => writeAudit(tx, verb, { subject, detail: { at } }, { ip: "192.0.2.7", device: "Firefox, Linux" }),
      actor,
    );
  }
});
afterAll(() => closePools());

const read = (filter: Record<string, string> = {}, ownOf: string | null = null, size = 50) =>
  workspace.transact((tx) => auditPage(tx, AuditFilter.parse(filter), "Europe/Istanbul", ownOf, size));
const verbsOf = ({ rows }: { rows: readonly { action: string }[] }) => rows.map(({ action }) => action);

describe("the history", () => {
  it("is listed newest first, with who, what, and from where", async () => {
    const { rows, next, previous } = await read();
    expect(verbsOf({ rows })).toEqual([
      "import.upload",
      "team.role",
      "connection.connect",
      "campaign.save",
      "campaign.create",
    ]);
    expect(rows[1]).toMatchObject({
      ...{ seq: 4, actor: workspace.person.name, subjectName: operator.name, detail: { at: 3 } },
      ...{ ip: "192.0.2.7", device: "Firefox, Linux" },
    });
    expect([next, previous]).toEqual([null, null]);
  });

  it("is narrowed by area, person and day", async () => {
    expect(verbsOf(await read({ area: "campaigns" }))).toEqual(["campaign.save", "campaign.create"]);
    const person = toPublicId("person", workspace.person.id);
    expect(verbsOf(await read({ person }))).toEqual(["team.role", "campaign.save"]);
    expect(verbsOf(await read({ from: "2020-01-01", to: "2020-01-02" }))).toEqual([]);
    expect((await read({ from: "2020-01-01" })).rows).toHaveLength(5);
  });

  it("shows an operator the own acts, whoever the address asks for", async () => {
    const own = ["import.upload", "connection.connect", "campaign.create"];
    expect(verbsOf(await read({}, operator.id))).toEqual(own);
    const person = toPublicId("person", workspace.person.id);
    expect(verbsOf(await read({ person }, operator.id))).toEqual([]);
  });

  it("is paged both ways without a gap", async () => {
    const first = await read({}, null, 2);
    const second = await read({ after: first.next ?? "" }, null, 2);
    const third = await read({ after: second.next ?? "" }, null, 2);
    expect([first, second, third].flatMap(verbsOf)).toEqual(verbsOf(await read()));
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await read({ before: third.previous ?? "" }, null, 2);
    expect(verbsOf(back)).toEqual(verbsOf(second));
    const start = await read({ before: back.previous ?? "" }, null, 2);
    expect([verbsOf(start), start.previous]).toEqual([verbsOf(first), null]);
  });

  it("of another workspace is not seen, nor its people", async () => {
    const other = await makeWorkspace();
    const page = await other.transact((tx) => auditPage(tx, AuditFilter.parse({}), "Europe/Istanbul", null));
    expect(page.rows).toEqual([]);
    expect(await other.transact(auditPeople)).toEqual([
      { id: toPublicId("person", other.person.id), name: other.person.name },
    ]);
  });

  it("says on its page whether its end is whole", async () => {
    expect(await workspace.transact(isTailWhole)).toBe(true);
    const other = await makeWorkspace();
    expect(await other.transact(isTailWhole)).toBe(true);
    await other.transact((tx) => writeAudit(tx, "campaign.save", { subject: null, detail: {} }));
    await other.transact(({ db, workspaceId }) =>
      db.auditHead.updateMany({ where: { workspaceId }, data: { seq: 2 } }),
    );
    expect(await other.transact(isTailWhole)).toBe(false);
  });
});

describe("its address", () => {
  it("keeps the filters and begins at the first page when they change; nonsense is left out", () => {
    const filter = AuditFilter.parse({ area: "team", from: "2026-11-01", after: workspace.id, person: "x", to: "x" });
    expect(auditAddress("/a", filter, { to: "2026-11-02" })).toBe("/a?area=team&from=2026-11-01&to=2026-11-02");
    expect(auditAddress("/a", AuditFilter.parse({}), {})).toBe("/a");
    expect([isNarrowed(filter), isNarrowed(AuditFilter.parse({ after: workspace.id }))]).toEqual([true, false]);
  });
});
