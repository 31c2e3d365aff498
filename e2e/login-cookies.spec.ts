import { expect } from "@playwright/test";
import { test } from "./fixtures/journey.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";

const SESSION = "tellal.session";

// what was in the browser before a sign-in is not what is in it afterwards.
test("a cookie that was set beforehand is replaced by the sign-in", async ({ page, seed, browser }) => {
  const [attacker, victim] = [await seed.person("Mallory"), await seed.person("Ada")];
  const planted = await browser.newContext();
  await signInBy(planted.request, attacker);
  const before = (await planted.cookies()).find(({ name }) => name === SESSION)?.value ?? "";
  await page.context().addCookies([{ name: SESSION, value: before, url: surroundings.baseUrl }]);
  await signInBy(page.request, victim);
  const after = (await page.context().cookies()).find(({ name }) => name === SESSION)?.value;
  expect(after).not.toBe(before);
  await page.goto("/account");
  await expect(page.getByLabel("E-posta")).toHaveValue(victim.email);
  // The planted cookie still is what it was: the attacker's own, and nothing of the victim's.
  const answer = await planted.request.get("/account");
  expect(await answer.text()).not.toContain(victim.email);
});

test("a cookie that nobody was given signs nobody in", async ({ browser }) => {
  for (const value of ["x", "e30.e30.e30", "eyJhbGciOiJub25lIn0.eyJzaWQiOiIwIn0."]) {
    const context = await browser.newContext();
    await context.addCookies([{ name: SESSION, value, url: surroundings.baseUrl }]);
    expect((await context.request.get("/account", { maxRedirects: 0 })).status()).toBe(307);
    await context.close();
  }
});

test("the cookie is out of reach of scripts and other sites", async ({ page, seed, signIn }) => {
  await signIn(await seed.person());
  const cookie = (await page.context().cookies()).find(({ name }) => name === SESSION);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
});

// the library also knows how to read a session from a bearer token. A sign-in is a cookie here and nothing else.
test("R-044 a sign-in that is sent as a bearer token opens nothing", async ({ request, seed, requestAs }) => {
  const { slug, owner } = await seed.workspace();
  const { cookies } = await (await requestAs(owner)).storageState();
  const session = cookies.find(({ name }) => name === SESSION)?.value ?? "";
  expect(session).not.toBe("");
  for (const authorization of [`Bearer ${session}`, `bearer ${session}`, `Bearer ${encodeURIComponent(session)}`]) {
    const ask = (path: string, method = "GET") =>
      request.fetch(path, { method, maxRedirects: 0, headers: { authorization, origin: surroundings.baseUrl } });
    for (const page of ["/account", `/w/${slug}`]) expect((await ask(page)).status(), page).toBe(307);
    expect((await ask(`/api/w/${slug}/stop`)).status()).toBe(401);
    expect((await ask(`/api/w/${slug}/imports`, "POST")).status()).toBe(401);
    expect(await (await ask("/api/auth/session")).json()).toEqual({});
  }
});

// the library's address for updating a session takes nothing over of what a browser sends.
test("an update of the session changes neither the person nor their rights", async ({
  page,
  seed,
  signIn,
  browser,
}) => {
  const [one, other] = [await seed.person("Ada"), await seed.person("Bora")];
  const otherContext = await browser.newContext();
  await signInBy(otherContext.request, other);
  const theirs = await (await otherContext.request.get("/api/auth/session")).json();
  await signIn(one);
  const before = await (await page.request.get("/api/auth/session")).json();
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const forged = {
    ...theirs,
    role: "owner",
    userId: other.id,
    sub: other.id,
    isOperator: true,
    workspace: "ihlamur-ev",
  };
  const update = await page.request.post("/api/auth/session", {
    headers: { origin: surroundings.baseUrl },
    data: { csrfToken, data: forged, ...forged },
  });
  expect(update.status()).toBe(200);
  const after = await (await page.request.get("/api/auth/session")).json();
  expect({ ...after, expires: "" }).toEqual({ ...before, expires: "" });
  await page.goto("/account");
  await expect(page.getByLabel("E-posta")).toHaveValue(one.email);
});

// whatever a link asks for, the way back from a sign-in stays on this site.
test("a return path to another site is not followed", async ({ page, seed }) => {
  const { slug, owner } = await seed.workspace();
  for (const next of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
  ]) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-posta").fill(owner.email);
    await page.getByLabel("Parola", { exact: true }).fill(owner.password);
    await page.getByRole("button", { name: "Giriş yap" }).click();
    // Not where the link wanted to go but where everybody goes: into the one workspace.
    await expect(page).toHaveURL(`${surroundings.baseUrl}/w/${slug}`);
  }
});

test("the login address says nothing of what went wrong inside", async ({ request }) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  for (const email of ["kimse@ornek.com", "kimse", "'; DROP TABLE users; --", "\u0000@ornek.com"]) {
    const answer = await request.post("/api/auth/callback/credentials", {
      headers: { origin: surroundings.baseUrl },
      form: { csrfToken, email, password: "x", json: "true" },
    });
    expect(answer.status()).toBe(401);
    expect(new URL((await answer.json()).url).searchParams.get("error")).toBe("account.wrong_password");
  }
});
