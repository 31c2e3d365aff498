import { expect, it } from "vitest";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { openHealth } from "./health.ts";
import { openInstanceMetrics } from "./metrics.ts";

const TOKEN = "a-token-for-prometheus";
process.env.METRICS_TOKEN = TOKEN;
useTestDatabase();
withQueues();

async function withHealth(work: (ask: (path: string, token?: string) => Promise<Response>) => Promise<void>) {
  let isStopping = false;
  const health = await openHealth(0, () => isStopping);
  const ask = (path: string, token?: string) => {
    if (path === "/stop") isStopping = true;
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(`http://127.0.0.1:${health.port}${path}`, { headers });
  };
  await work(ask).finally(() => health.close());
}

it("is ready while it works, lives on while it stops, and has no other page", () =>
  withHealth(async (ask) => {
    expect((await ask("/health")).status).toBe(200);
    expect((await ask("/stop")).status).toBe(404);
    expect((await ask("/health")).status).toBe(503);
    expect((await ask("/health/live")).status).toBe(200);
  }));

it("R-145 tells the whole instance to whoever has the token, and names no workspace, person or number", () =>
  withHealth(async (ask) => {
    const workspace = await makeWorkspace();
    await storeCampaign(workspace, [{ state: "delivered" }]);
    openInstanceMetrics();
    for (const token of [undefined, "another-token-altogether", `${TOKEN}x`]) {
      expect((await ask("/metrics", token)).status, token).toBe(404);
    }
    const answer = await ask("/metrics", TOKEN);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    const text = await answer.text();
    for (const name of ["messages_pending", "messages_unknown", "report_lag_seconds", "ledger_mismatches"]) {
      expect(text).toMatch(new RegExp(`^tellal_${name}\\{process="\\w+"\\} 0$`, "m"));
    }
    expect(text).toMatch(/^tellal_alerts\{.*alert="unknown_old".*\} 0$/m);
    expect(text).toMatch(/^tellal_queue_waiting\{.*queue="import\.read".*\} \d+$/m);
    expect(text).toContain("process_resident_memory_bytes");
    for (const secret of [workspace.id, workspace.slug, "Ihlamur", workspace.person.email, "905320000100"]) {
      expect(text).not.toContain(secret);
    }
  }));
