import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@playwright/test";
import { messyList } from "./fixtures/messy-list.ts";
import { uploadList, writeDraft } from "./fixtures/scene.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const PEOPLE = 900;

test("the page of a running campaign is told how it goes, never backwards, and tells nothing to who was removed (R-038)", async ({
  page,
  browser,
  seed,
  openConnected,
}) => {
  const shop = await openConnected();
  const { slug } = shop.workspace;
  await uploadList(page.request, slug, messyList({ rows: PEOPLE, seed: 7, encoding: "utf-8", delimiter: ";" }).bytes);
  const campaign = await writeDraft(seed, shop.workspace, "Canlı");
  const path = `/w/${slug}/campaigns/${campaign}`;
  // A pace of a hundred a second, so that there is something to watch.
  await seed.inWorkspace(shop.workspace.id, (client) => client.query("UPDATE campaigns SET per_minute = 6000"));

  const viewer = await seed.member(shop.workspace, "viewer");
  const watching = await (await browser.newContext({ baseURL: surroundings.baseUrl })).newPage();
  await signInBy(watching.request, viewer);
  const asked: string[] = [];
  watching.on("request", (request) => asked.push(new URL(request.url()).pathname));
  // The page that is read anew comes late, as on a slow line, while the stream goes on.
  await watching.route(
    (url) => url.pathname === path && url.searchParams.has("_rsc"),
    async (route) => {
      const answer = await route.fetch();
      await pause(4_000);
      await route.fulfill({ response: answer });
    },
  );
  // From the undo window on, so that the state of the page moves as well.
  await page.request.post(`/api${path}/start?version=1`, { headers: { origin: surroundings.baseUrl } });
  await watching.goto(path);
  const shown = await watching.evaluateHandle(() => {
    const shown: number[] = [];
    const look = () => {
      const term = [...document.querySelectorAll("dt")].find(({ textContent }) => textContent === "İşlenen kişi");
      const [handled = ""] = term?.nextElementSibling?.textContent?.split("/") ?? [];
      const number = Number(handled.replaceAll(/\D/g, ""));
      if (handled !== "" && shown.at(-1) !== number) shown.push(number);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    return shown;
  });
  // What the page is told, as its own script hears it.
  const heard = await watching.evaluateHandle((url) => {
    const heard = { handled: [] as number[], ended: false };
    const stream = new EventSource(url);
    stream.onmessage = ({ data }) => {
      const { counts } = JSON.parse(data);
      heard.handled.push(counts.accepted + counts.delivered + counts.undelivered + counts.failed);
    };
    stream.addEventListener("end", () => {
      heard.ended = true;
      stream.close();
    });
    return heard;
  }, `/api${path}/events`);
  await expect
    .poll(() => heard.evaluate(({ handled }) => new Set(handled).size), { timeout: 30_000 })
    .toBeGreaterThan(2);
  const steps = await heard.evaluate(({ handled }) => handled);
  expect(steps).toEqual([...steps].sort((one, other) => one - other));
  expect(
    asked.filter((address) => address.endsWith("/progress")),
    "questions beside the stream",
  ).toEqual([]);
  const numbers = () => shown.evaluate((all) => all);
  await expect.poll(async () => (await numbers()).length, { timeout: 30_000 }).toBeGreaterThan(5);
  expect(await numbers()).toEqual((await numbers()).toSorted((one, other) => one - other));

  await seed.inWorkspace(shop.workspace.id, (client) =>
    client.query("DELETE FROM memberships WHERE user_id = $1", [viewer.id]),
  );
  await expect.poll(() => heard.evaluate(({ ended }) => ended), { timeout: 15_000 }).toBe(true);
  const refused = await watching.request.get(`/api${path}/events`);
  expect(refused.status()).toBe(404);
  // One that is under way just then is nobody's any more.
  await watching.unrouteAll({ behavior: "ignoreErrors" });
  await watching.context().close();
});
