import { expect } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { putContents } from "./fixtures/contents.ts";
import { whileNewRowsFail } from "./fixtures/faults.ts";
import { footprint } from "./fixtures/footprint.ts";
import { callAction } from "./fixtures/hostile/stage.ts";
import { actionNamed } from "./fixtures/named-actions.ts";
import { actionInputs } from "./fixtures/strangers.ts";
import { test } from "./fixtures/test.ts";

// an entry and its change are one transaction, whatever the action: what cannot be written down is not done.
test("nothing is changed, closed or taken out whose entry in the history cannot be written", async ({
  seed,
  requestAs,
  cookieOf,
}) => {
  const workspace = await seed.workspace();
  const { slug, owner, id: workspaceId } = workspace;
  const ids = await putContents(seed, workspace);
  const request = await requestAs(owner);
  const cookie = await cookieOf(await seed.operator());
  const look = async () => ({
    ...(await footprint(seed, { workspaceId, userId: owner.id })),
    workspace: (await seed.inWorkspace(workspaceId, (client) => client.query("SELECT * FROM workspaces"))).rows,
  });
  const before = await look();
  const undone: string[] = [];
  await whileNewRowsFail("audit_events", { column: "workspace_id", id: workspaceId }, async () => {
    for (const [name, input] of Object.entries(actionInputs)) {
      const { code } = await act(request, actionNamed(name), { slug, campaign: ids.campaign }, [slug, ...input(ids)]);
      if (code === "unexpected") undone.push(name);
    }
    const closed = await callAction("suspendWorkspaceAction", [slug, { reason: "unpaid for months" }], { cookie });
    expect(closed.body).toContain('"code":"unexpected"');
    expect((await request.get(`/api/w/${slug}/archives/${ids.archive}`)).status()).toBe(500);
  });
  expect(await look()).toEqual(before);
  // The others were refused before: for the state a thing is in, or for what was sent.
  expect(undone.length).toBeGreaterThan(30);
});

test("R-038 who may read only their own history by now does not take a whole one that was made before", async ({
  seed,
  requestAs,
}) => {
  const workspace = await seed.workspace();
  const ids = await putContents(seed, workspace);
  const operator = await seed.member(workspace, "operator");
  const request = await requestAs(operator);
  const answers = async (isOwnOnly: boolean) => {
    await seed.inWorkspace(workspace.id, (client) =>
      client.query(`UPDATE archives SET kind = 'audit', created_by_id = $1, is_own_only = $2 WHERE state = 'ready'`, [
        operator.id,
        isOwnOnly,
      ]),
    );
    return (await request.get(`/api/w/${workspace.slug}/archives/${ids.archive}`)).status();
  };
  expect(await answers(true)).toBe(200);
  expect(await answers(false)).toBe(404);
});
