import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "#lib/domain/team/model";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { enqueue, type JobName, type JobPayload, jobs } from "#lib/infra/queue";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

// every job, for whom it acts and what it can reach. The routes and actions are in e2e/access.spec.ts.

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  process.env.SMTP_URL = theatre.sandbox().smtp;
  worker = await startWorker();
});
afterAll(() => worker.stop());

/** Ids of one thing of each kind in a workspace. */
interface Things {
  readonly importId: string;
  readonly messageId: string;
  readonly revocationId: string;
  readonly inviteId: string;
  readonly archiveId: string;
  readonly reviewId: string;
  readonly userId: string;
}

/** What a job is asked to do about things, and whether what it does hangs on a member's authority. */
type Row<N extends JobName> = {
  /** `nobody`: it goes on with what was allowed when it was asked for. `member`: it looks again at who asked. */
  readonly actsFor: "nobody" | "member";
  /** Whether it is about a person and not about a workspace. */
  readonly isOfPerson?: true;
  readonly payload: (workspaceId: string, things: Things) => JobPayload<N>;
};

// A job that is missing here does not compile, and fails the first test.
const rows: { readonly [N in JobName]: Row<N> } = {
  "contacts.import": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId, contactImportId: newId() }) },
  "import.read": { actsFor: "nobody", payload: (workspaceId, { importId }) => ({ workspaceId, importId }) },
  "workspace.wake": { actsFor: "member", payload: (workspaceId) => ({ workspaceId }) },
  "message.send": { actsFor: "member", payload: (workspaceId, { messageId }) => ({ workspaceId, messageId }) },
  "message.poll": { actsFor: "nobody", payload: (workspaceId, { messageId }) => ({ workspaceId, messageId }) },
  "archive.build": { actsFor: "member", payload: (workspaceId, { archiveId }) => ({ workspaceId, archiveId }) },
  "quota.ask": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "campaign.take_back": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId, campaignId: newId() }) },
  "workspace.purge": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "connection.revoke": {
    actsFor: "nobody",
    payload: (workspaceId, { revocationId }) => ({ workspaceId, revocationId }),
  },
  "consent.register": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "consent.check": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "inbox.read": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "blacklist.sync": { actsFor: "nobody", payload: (workspaceId) => ({ workspaceId }) },
  "mail.reset": {
    actsFor: "nobody",
    isOfPerson: true,
    payload: () => ({ userId: newId(), locale: "tr", occasion: "forgotten" }),
  },
  "mail.security": { actsFor: "nobody", isOfPerson: true, payload: () => ({ eventId: newId() }) },
  "mail.invite": { actsFor: "nobody", payload: (workspaceId, { inviteId }) => ({ workspaceId, inviteId }) },
  "mail.invite_wanted": { actsFor: "nobody", payload: (workspaceId, { inviteId }) => ({ workspaceId, inviteId }) },
  "mail.review": {
    actsFor: "nobody",
    payload: (workspaceId, { reviewId, userId }) => ({ workspaceId, reviewId, userId, occasion: "approved" }),
  },
  "mail.week": {
    actsFor: "nobody",
    payload: (workspaceId, { userId }) => ({ workspaceId, userId, week: "2026-03-02" }),
  },
  "signature.follow": { actsFor: "nobody", payload: (workspaceId, { reviewId }) => ({ workspaceId, reviewId }) },
};

const names = Object.keys(rows) as JobName[];
const withoutRow = (registered: object) => Object.keys(registered).filter((name) => !Object.hasOwn(rows, name));

async function makeThings({ workspace, connectionId }: Stage): Promise<Things> {
  const [importId, messageId, revocationId, inviteId] = [newId(), newId(), newId(), newId()];
  const archiveId = newId();
  await workspace.transact(async ({ db, workspaceId }) => {
    await db.import.create({
      data: { workspaceId, id: importId, state: "reading", filename: "gizli.csv", createdById: workspace.person.id },
    });
    await db.message.create({
      data: {
        ...{ workspaceId, id: messageId, connectionId, sender: "MAGAZA", msisdn: 905_321_112_233n, source: "test" },
        ...{ state: "pending", body: "Gizli", encoding: "gsm7", parts: 1 },
      },
    });
    await db.revocation.create({
      data: { workspaceId, id: revocationId, provider: "iletiniz", giveUpAt: new Date(Date.now() + 3_600_000) },
    });
    await db.invite.create({
      data: {
        ...{ workspaceId, id: inviteId, email: `${inviteId}@ornek.com`, role: "operator" },
        ...{ createdById: workspace.person.id, expiresAt: new Date(Date.now() + 3_600_000) },
      },
    });
    await db.archive.create({
      data: {
        workspaceId,
        id: archiveId,
        createdById: workspace.person.id,
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    });
  });
  return {
    archiveId,
    importId,
    messageId,
    revocationId,
    inviteId,
    reviewId: newId(),
    userId: workspace.person.id,
  };
}

/** Every row of a workspace, in every table that has such rows. */
async function contentsOf(workspaceId: string): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await theatre.owner().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const contents: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const found = await theatre
      .owner()
      .query(`SELECT to_jsonb(t) AS row FROM ${name} t WHERE workspace_id = $1 ORDER BY 1`, [workspaceId]);
    contents[name] = found.rows;
  }
  return contents;
}

/** Waits until a job of a workspace was tried once, however it ended. */
const tried = (name: JobName, workspaceId: string) =>
  eventually(`${name} tried`, async () => {
    const { rows: found } = await theatre
      .owner()
      .query("SELECT state FROM pgboss.job WHERE name = $1 AND data->>'workspaceId' = $2", [name, workspaceId]);
    return found.length > 0 && found.every(({ state }) => ["completed", "failed", "retry"].includes(state));
  });

it("every job has a row", () => {
  expect(withoutRow(jobs)).toEqual([]);
  expect(names.filter((name) => !Object.hasOwn(jobs, name))).toEqual([]);
});

it("a new job without a row is found", () => {
  expect(withoutRow({ ...jobs, "planted.job": {} })).toEqual(["planted.job"]);
});

describe("a job of one workspace that names a thing of another", () => {
  it.each(names.filter((name) => rows[name].isOfPerson !== true))("%s reaches nothing there", async (name) => {
    const [here, there] = [await setStage(theatre), await setStage(theatre)];
    // A list that is being read is taken up by any worker that starts: the one of there must be left alone by this job.
    const things = await makeThings(there);
    const before = await contentsOf(there.workspace.id);
    const { payload } = rows[name];
    await here.workspace.transact(({ db, workspaceId }) => enqueue(db, name, payload(workspaceId, things)));
    await tried(name, here.workspace.id);
    expect(await contentsOf(there.workspace.id)).toEqual(before);
    expect(await there.ledger()).toEqual([]);
    expect(await here.ledger()).toEqual([]);
  });
});

describe("R-038: a test message for a number of", () => {
  it.each([
    ...roles.map((role) => ({ who: role, goesOut: role !== "viewer" })),
    { who: "somebody who was removed" as const, goesOut: false },
    { who: "a member of another workspace" as const, goesOut: false },
  ])("$who goes out: $goesOut", async ({ who, goesOut }) => {
    const stage = await setStage(theatre);
    const { workspace } = stage;
    const isMember = who !== "somebody who was removed" && who !== "a member of another workspace";
    const userId = isMember ? (await workspace.join(who)).id : (await makeWorkspace()).person.id;
    const id = newId();
    await workspace.transact(async ({ db, workspaceId }) => {
      // Removing a member deletes the numbers; that one is left over here all the same is the point.
      await db.testNumber.create({ data: { workspaceId, id: newId(), userId, msisdn: 905_321_112_233n } });
      await db.message.create({
        data: {
          ...{ workspaceId, id, connectionId: stage.connectionId, sender: "MAGAZA", msisdn: 905_321_112_233n },
          ...{ source: "test", state: "pending", body: "Deneme", encoding: "gsm7", parts: 1 },
        },
      });
      await enqueue(db, "message.send", { workspaceId, messageId: id });
    });
    await tried("message.send", workspace.id);
    expect(await stage.ledger()).toHaveLength(goesOut ? 1 : 0);
  });
});
