import { afterAll, describe, expect, it } from "vitest";
import { auditActions } from "#lib/domain/audit/actions";
import { verifyChain } from "#lib/domain/audit/verify-queries";
import { recordDenied } from "#lib/gate/history";
import { jobScope } from "#lib/gate/job";
import { recordingNotOwn, requireOwn } from "#lib/gate/own-things";
import { findScope } from "#lib/gate/scope";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
afterAll(() => closePools());

/** The events of R-141 and how the history calls each; tokens and resends come with the parts that have them. */
const events = {
  connect: ["connection.connect"],
  "scope change": ["connection.scope_missing"],
  disconnect: ["connection.disconnect"],
  "revoke result": ["connection.revoked"],
  "role and member change": [
    "team.role",
    "team.switch",
    "team.invite",
    "team.join",
    "team.remove",
    "team.leave",
    "team.transfer",
  ],
  "campaign start": ["campaign.send"],
  "campaign approve": ["campaign.approve"],
  "campaign cancel": ["campaign.cancel"],
  export: ["campaign.export", "archive.download", "audit.export"],
  import: ["import.upload"],
  "admin view": ["instance.view"],
  "key rotation": ["keys.rotate"],
  "failed authorization": ["access.denied"],
} as const;

const entriesOf = ({ transact }: TestWorkspace) =>
  transact(({ db, workspaceId }) => db.auditEvent.findMany({ where: { workspaceId }, orderBy: { seq: "asc" } }));

describe("R-141 every event", () => {
  it.each(Object.entries(events))("%s has its verb", (_, verbs) => {
    for (const verb of verbs) expect(auditActions).toContain(verb);
  });

  it.each(Object.values(events).flat())(
    "%s leaves exactly one entry with its change, and none without",
    async (verb) => {
      const workspace = await makeWorkspace();
      const { record } = jobScope(workspace.id);
      const change = (isFailing: boolean) =>
        record(verb, async ({ db, workspaceId }) => {
          await db.suppression.create({
            data: { workspaceId, msisdn: 905_321_112_233n, reason: "test", source: "test" },
          });
          if (isFailing) throw new Error("after the change");
          return { result: null, audit: { subject: null, detail: {} } };
        });
      await expect(change(true)).rejects.toThrow("after the change");
      expect(await entriesOf(workspace)).toEqual([]);
      await change(false);
      // The second finds the row there: its change is refused, and so is its entry.
      await expect(change(false)).rejects.toThrow();
      expect(await entriesOf(workspace)).toMatchObject([{ action: verb, seq: 1n }]);
      expect(await verifyChain(workspace.transact, undefined)).toEqual({ kind: "whole", entries: 1 });
    },
  );

  it("is not made when its entry cannot be written", async () => {
    const workspace = await makeWorkspace();
    const change = jobScope(workspace.id).record("team.role", async ({ db, workspaceId }) => {
      await db.workspace.update({ where: { id: workspaceId }, data: { name: "changed" } });
      // No text of a database holds this character.
      return { result: null, audit: { subject: "\0", detail: {} } };
    });
    await expect(change).rejects.toThrow();
    const { name } = await workspace.transact(({ db, workspaceId }) =>
      db.workspace.findUniqueOrThrow({ where: { id: workspaceId } }),
    );
    expect(name).toBe("Ihlamur Ev");
  });

  it("a refused member is named with what was asked for", async () => {
    const workspace = await makeWorkspace();
    const viewer = await workspace.join("viewer");
    const scope = await findScope(viewer.id, workspace.slug);
    if (scope === null) throw new Error("a member has no scope");
    await recordDenied(scope, "messages:send");
    expect(await entriesOf(workspace)).toMatchObject([
      { action: "access.denied", actorId: viewer.id, detail: { permission: "messages:send" } },
    ]);
  });

  it("a member who reaches the own things only is named for trying somebody else's, with nothing changed", async () => {
    const workspace = await makeWorkspace();
    const operator = await workspace.join("operator");
    const scope = await findScope(operator.id, workspace.slug);
    if (scope === null) throw new Error("a member has no scope");
    const control = (ownerId: string) =>
      recordingNotOwn(
        scope,
        "campaigns:control",
        workspace.transact(async ({ db, workspaceId }) => {
          await db.workspace.update({ where: { id: workspaceId }, data: { name: ownerId } });
          requireOwn(scope, "campaigns:control", [ownerId, null]);
        }, operator.id),
      );
    await control(operator.id);
    expect(await entriesOf(workspace)).toEqual([]);
    await expect(control(workspace.person.id)).rejects.toMatchObject({ code: "workspace.not_own" });
    expect(await entriesOf(workspace)).toMatchObject([
      { action: "access.denied", actorId: operator.id, detail: { permission: "campaigns:control" } },
    ]);
    expect((await workspace.transact(({ db }) => db.workspace.findFirstOrThrow())).name).toBe(operator.id);
  });
});
