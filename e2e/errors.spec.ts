import { expect } from "@playwright/test";
import { putContents } from "./fixtures/contents.ts";
import { brokenKey, CANARY, whileNewRowsFail } from "./fixtures/faults.ts";
import { callAction } from "./fixtures/hostile/stage.ts";
import { publicId } from "./fixtures/ids.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire, cookieHeader, type WireAnswer } from "./fixtures/wire.ts";

// whatever breaks inside, outside is a general sentence and a code that finds it in the log.

const INNER =
  /canary|[Pp]risma|\bat \S+ \(|node_modules|PostgreSQL|libsodium|ZodError|invalid_type|SELECT |INSERT |key_sealed|\bECONN[A-Z]|\/server\/chunks|\.ts:\d+|TypeError|violates \w+ constraint/;

function expectNothingInner({ headers, body }: WireAnswer): void {
  const shown = body.replaceAll(/<script\b[^>]*src="[^"]*"[^>]*>|<link\b[^>]*>|\/_next\/static\/[^"'\\]*/g, "");
  const told = `${JSON.stringify(headers)}\n${shown}`;
  const at = told.search(INNER);
  expect(at < 0 ? "" : told.slice(Math.max(0, at - 60), at + 120)).toBe("");
  expect(shown).not.toContain(CANARY);
}

/** Twelve characters that stand in the log beside what really happened. */
function expectReference(text: string): void {
  expect(text).toMatch(/"reference":"[0-9a-f]{12}"/);
}

test("R-057 a page that cannot be drawn", async ({ seed, signIn, context, page }) => {
  const workspace = await seed.workspace();
  const ids = await putContents(seed, workspace);
  await seed.inWorkspace(workspace.id, async (client) => {
    await client.query("UPDATE campaigns SET import_id = (SELECT id FROM imports LIMIT 1) WHERE state = 'draft'");
    await client.query(`UPDATE imports SET refused = '{"empty": "many"}'`);
  });
  await signIn(workspace.owner);
  const cookie = cookieHeader(await context.cookies());
  const path = `/w/${workspace.slug}/campaigns/${ids.draft}/edit`;
  for (const rsc of [{}, { rsc: "1" }]) {
    const answer = await askOverWire(path, { headers: { cookie, ...rsc } });
    expectNothingInner(answer);
  }
  // A tab of its own, because the browser rightly complains of this one.
  const tab = await context.newPage();
  await tab.goto(path);
  await expect(tab.locator(".ref")).toHaveText(/[0-9a-f]{12}/);
  await page.close();
});

test("R-057 an address whose percent signs mean nothing", async () => {
  for (const path of ["/w/%ff", "/%E0%A4%A", "/w/x%/campaigns"]) {
    const answer = await askOverWire(path);
    expect(answer.status, path).toBe(400);
    expectNothingInner(answer);
  }
});

test("R-057 an address for programs that finds what it cannot read", async ({ seed, cookieOf }) => {
  const workspace = await seed.workspace();
  const ids = await putContents(seed, workspace);
  await seed.inWorkspace(workspace.id, (client) => client.query(`UPDATE imports SET refused = '{"empty": "many"}'`));
  const cookie = await cookieOf(workspace.owner);
  const answer = await askOverWire(`/api/w/${workspace.slug}/imports/${ids.import}`, { headers: { cookie } });
  // A stored row that nobody could have written reads as a wrong question; its shape stays inside all the same.
  expect([422, 500]).toContain(answer.status);
  expectNothingInner(answer);
  expectReference(answer.body);
});

test("R-057 an action whose statement the database refuses", async ({ seed, cookieOf }) => {
  const workspace = await seed.workspace();
  const cookie = await cookieOf(workspace.owner);
  await whileNewRowsFail("campaigns", { column: "workspace_id", id: workspace.id }, async () => {
    const answer = await callAction(
      "createDraftAction",
      [workspace.slug, { name: "Taslak" }],
      { cookie },
      `/w/${workspace.slug}/campaigns/new`,
    );
    expectNothingInner(answer);
    expect(answer.body).toContain('"code":"unexpected"');
    expectReference(answer.body);
  });
});

test("R-057 a key that does not open", async ({ seed, cookieOf }) => {
  const workspace = await seed.workspace();
  const connection = await brokenKey(seed, workspace);
  const cookie = await cookieOf(workspace.owner);
  const answer = await askOverWire(`/api/w/${workspace.slug}/connections/${publicId("con", connection)}/refresh`, {
    method: "POST",
    headers: { cookie, origin: surroundings.baseUrl },
  });
  expect([422, 500]).toContain(answer.status);
  expectNothingInner(answer);
  expectReference(answer.body);
});

test("R-057 requests that the framework itself cannot read", async ({ seed, cookieOf }) => {
  const workspace = await seed.workspace();
  const cookie = await cookieOf(workspace.owner);
  const home = `/w/${workspace.slug}`;
  for (const path of [
    "/%E0%A4%A",
    `${home}/%`,
    `${home}/campaigns/%00/edit`,
    `/api/w/${workspace.slug}/imports/%E0%A4%A`,
  ]) {
    expectNothingInner(await askOverWire(path, { headers: { cookie } }));
  }
  for (const args of ["not json", "[", '["$F1"]', '["$1:constructor"]']) {
    const bad = await callAction("pauseAction", [], { cookie }, `${home}/campaigns`).then(() =>
      askOverWire(`${home}/campaigns`, {
        method: "POST",
        headers: { cookie, origin: surroundings.baseUrl, "next-action": "0".repeat(42), "content-type": "text/plain" },
        body: args,
      }),
    );
    expectNothingInner(bad);
  }
  const csrf = await askOverWire("/api/auth/callback/credentials", {
    method: "POST",
    headers: { origin: surroundings.baseUrl, "content-type": "application/json" },
    body: "{",
  });
  expectNothingInner(csrf);
});
