import { expect } from "@playwright/test";
import { addressOf } from "./fixtures/addresses.ts";
import { putContents } from "./fixtures/contents.ts";
import { footprint } from "./fixtures/footprint.ts";
import { allActions } from "./fixtures/routes.ts";
import { actionInputs } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire, cookieHeader } from "./fixtures/wire.ts";

// csrf.spec.ts asks everything of the whole instance. What stands behind the proxy is asked here without it, too: the proxy
// authorizes nothing, so each action must look for itself at who sent it.
test("R-051, R-052 no action is taken for another site, with the proxy and without", async ({ page, seed, signIn }) => {
  test.slow();
  const workspace = await seed.workspace();
  const scene = { slug: workspace.slug, ids: await putContents(seed, workspace) };
  await signIn(workspace.owner);
  const cookie = cookieHeader(await page.context().cookies());
  const traces = () => footprint(seed, { workspaceId: workspace.id, userId: workspace.owner.id });
  const send = (action: { id: string; page: string }, args: readonly unknown[], origin: string | undefined) =>
    askOverWire(addressOf(action.page, scene), {
      method: "POST",
      headers: {
        ...{ cookie, "next-action": action.id, "content-type": "text/plain;charset=UTF-8" },
        ...(origin !== undefined && { origin }),
      },
      body: JSON.stringify([scene.slug, ...args]),
    });
  const before = await traces();
  for (const action of allActions()) {
    const args = actionInputs[action.name.split(" ")[1] ?? ""]?.(scene.ids) ?? [];
    for (const origin of ["https://evil.example", "null", undefined]) {
      const answer = await send(action, args, origin);
      expect(answer.headers["set-cookie"] ?? [], action.name).not.toContainEqual(
        expect.stringMatching(/^(theme|locale|tellal\.)/),
      );
    }
  }
  expect(await traces()).toEqual(before);
  // The same from a page of ours is taken, or all of this would prove nothing.
  const create = allActions().find(({ name }) => name.endsWith(" createDraftAction"));
  if (create === undefined) throw new Error("no action to take");
  await send(create, [{ name: "Taslak" }], new URL(surroundings.baseUrl).origin);
  expect(await traces()).not.toEqual(before);
});
