import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainEnd } from "#lib/domain/audit/verify-queries";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { writeAudit } from "#lib/gate/audit";
import { writeAnchors } from "#lib/infra/audit-anchor";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { nodeEnvironment, runNode } from "./run.ts";

const ADMIN = fileURLToPath(new URL("admin.ts", import.meta.url));
const database = useTestDatabase();
let home: string;
let workspace: TestWorkspace;
let owner: pg.Client;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tellal-admin-"));
  workspace = await makeWorkspace();
  owner = new pg.Client({ connectionString: database().ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await closePools();
  rmSync(home, { recursive: true });
});

function admin(...args: string[]): Promise<{ code: number | null; output: string }> {
  const { appUrl, loaderUrl, ownerUrl } = database();
  return runNode([ADMIN, ...args], {
    environment: nodeEnvironment({
      DATABASE_URL: appUrl,
      DATABASE_LOADER_URL: loaderUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATA_DIR: home,
      KEYRING: process.env.KEYRING ?? "",
      AUTH_SECRET: process.env.AUTH_SECRET ?? "",
      SMTP_URL: "smtp://127.0.0.1:1",
    }),
  });
}

const history = async () =>
  (
    await owner.query(
      "SELECT action, actor_id, detail FROM audit_events WHERE workspace_id = $1 AND action LIKE 'instance.%' ORDER BY id",
      [workspace.id],
    )
  ).rows;

describe("an operator without a browser", () => {
  it("recounts the rollups: no workspaces are no fault, a count that is off is named and fails", async () => {
    const nothing = await admin("rollups", "verify");
    expect(nothing).toMatchObject({ code: 0 });
    expect(nothing.output).toContain("no workspaces");
    expect(await admin("rollups", "verify", "--workspace", workspace.slug)).toMatchObject({ code: 1 });

    const counted = await makeWorkspace();
    await counted.transact((tx) => writeAudit(tx, "campaign.start", { subject: null, detail: {} }));
    const { campaignId } = await storeCampaign(counted, [
      { state: "delivered" },
      { state: "failed", reason: "dropped" },
    ]);
    await counted.sql(({ client }) => client.query(BOOK_CAMPAIGN, [counted.id, campaignId]));
    expect(await admin("rollups", "verify")).toMatchObject({ code: 0, output: `${counted.slug}: no drift\n` });

    await counted.sql(({ client }) =>
      client.query("UPDATE message_rollups SET messages = 7 WHERE state = 'delivered'"),
    );
    const off = await admin("rollups", "verify", "--workspace", counted.slug);
    expect(off).toMatchObject({ code: 1 });
    expect(off.output).toMatch(/1 counts differ\n {2}reports: cmp_\w+, delivered, 1 parts: 7 booked, 1 there/);
  });

  it("suspends a workspace and opens it again, with the reason in its history", async () => {
    expect(await admin("workspaces", "suspend", workspace.slug)).toMatchObject({ code: 1 });
    expect(await history()).toEqual([]);
    const reason = "unpaid for three months";
    expect(await admin("workspaces", "suspend", workspace.slug, "--reason", reason)).toMatchObject({ code: 0 });
    expect((await admin("workspaces", "list")).output).toMatch(new RegExp(`${workspace.slug}.*suspended`));
    const again = await admin("workspaces", "suspend", workspace.slug, "--reason", reason);
    expect(again).toMatchObject({ code: 1 });
    expect(again.output).toContain("It is so already");
    expect(await admin("workspaces", "resume", workspace.slug, "--reason", "paid now")).toMatchObject({ code: 0 });
    expect(await history()).toEqual([
      { action: "instance.suspend", actor_id: null, detail: { reason } },
      { action: "instance.unsuspend", actor_id: null, detail: { reason: "paid now" } },
    ]);
  });

  it("turns a provider off and on, and notes a backup, each with an entry in the history of the instance", async () => {
    const reason = "they asked us to";
    expect(await admin("providers", "off", "nobody", "--reason", reason)).toMatchObject({ code: 1 });
    expect(await admin("providers", "off", "turkeysms", "--reason", reason)).toMatchObject({ code: 0 });
    expect((await admin("instance", "status")).output).toMatch(/turkeysms +turned off[\s\S]*last backup never/);
    expect(await admin("providers", "on", "turkeysms", "--reason", reason)).toMatchObject({ code: 0 });
    expect(await admin("backup", "done")).toMatchObject({ code: 0 });
    expect((await admin("instance", "status")).output).toMatch(/last backup \d{4}-/);
    const { rows } = await owner.query("DELETE FROM instance_events RETURNING action, subject, actor_id, detail");
    expect(rows).toEqual([
      { action: "instance.provider_off", subject: "turkeysms", actor_id: null, detail: { reason } },
      { action: "instance.provider_on", subject: "turkeysms", actor_id: null, detail: { reason } },
      { action: "instance.backup_done", subject: null, actor_id: null, detail: {} },
    ]);
  });

  it("switches an account off and on, and makes an operator, each with an entry in the history of the instance", async () => {
    const { email, id } = workspace.person;
    for (const verb of ["disable", "enable", "operator"]) {
      expect(await admin("users", verb, email, "--reason", `because ${verb}`)).toMatchObject({ code: 0 });
    }
    const last = await admin("users", "no-operator", email, "--reason", "nobody else is one");
    expect(last).toMatchObject({ code: 1 });
    expect(last.output).toContain("last operator");
    expect((await admin("users", "list", email)).output).toMatch(new RegExp(`${email}.*operator.*on`));
    const { rows } = await owner.query("SELECT action, subject, actor_id FROM instance_events ORDER BY id");
    expect(rows).toEqual([
      { action: "instance.disable_user", subject: id, actor_id: null },
      { action: "instance.enable_user", subject: id, actor_id: null },
      { action: "instance.set_operator", subject: id, actor_id: null },
    ]);
  });

  it("sees how the instance stands, and that mails do not leave", async () => {
    const status = await admin("instance", "status");
    expect(status).toMatchObject({ code: 0 });
    expect(status.output).toMatch(/mail\.reset +ok/);
    expect(await admin("jobs", "failures")).toMatchObject({ code: 0 });
    const mail = await admin("mail", "check", "deniz@ornek.com");
    expect(mail).toMatchObject({ code: 1 });
    expect(mail.output).toContain("did not take it");
    expect(mail.output).not.toContain("deniz@ornek.com");
  });

  //
  it("is told which history is not as it was written, also one of which nothing is left", async () => {
    const [whole, apart] = [await makeWorkspace(), await makeWorkspace()];
    const [changed, gone] = [await makeWorkspace(), await makeWorkspace()];
    for (const { transact } of [whole, apart, changed]) {
      await transact((tx) => writeAudit(tx, "campaign.save", { subject: null, detail: {} }));
    }
    const end = await whole.transact((tx) => chainEnd(tx, undefined));
    await owner.query("UPDATE audit_events SET action = 'x' WHERE workspace_id = $1", [changed.id]);
    const anchor = { seq: 1, at: new Date().toISOString() };
    const mac = end.kind === "end" ? end.mac : "";
    writeAnchors(home, { [gone.id]: { ...anchor, mac: "00" }, [whole.id]: { ...anchor, mac } });
    for (const table of ["memberships", "slugs"]) {
      await owner.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [gone.id]);
    }
    await owner.query("DELETE FROM workspaces WHERE id = $1", [gone.id]);

    const { code, output } = await admin("audit", "verify");
    rmSync(join(home, "audit-heads.json"));
    expect(code).toBe(1);
    expect(output).toContain(`${whole.slug}: whole, 1 entries\n`);
    expect(output).toContain(`${apart.slug}: whole, 1 entries; nobody noted where it ended: a cut would not be seen`);
    expect(output).toMatch(new RegExp(`${changed.slug}: entry 1 \\(.*\\) is not as it was written`));
    expect(output).toContain(`${gone.id}: the head of the chain is gone`);
  });

  it("is told how, when a command is not known", async () => {
    const { code, output } = await admin("workspaces", "read");
    expect(code).toBe(1);
    expect(output).toContain("workspaces suspend");
  });
});
