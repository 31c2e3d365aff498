import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser } from "../testing/browser.ts";
import { Application } from "../testing/client.ts";
import { call, Running, redirectUri } from "../testing/running.ts";

let sandbox: Running;
let app: Application;

beforeAll(async () => {
  sandbox = await Running.start();
  app = await Application.of(sandbox);
});
afterAll(() => sandbox.stop());

async function opened(language = "tr", change: Record<string, string> = {}): Promise<Browser> {
  const browser = new Browser(sandbox.auth, language);
  await browser.open((await app.begin(change)).url);
  return browser;
}

const scopes: [string, string][] = ["messages:send", "account:read"].map((scope) => ["scope", scope]);

describe("a person without script", () => {
  it("signs in, chooses a workspace and some permissions, and comes back with a code", async () => {
    const browser = await opened();
    expect(browser.page).toContain("Deneme hesabıyla girin");
    await browser.submit({ email: "owner@ornek.example" });
    expect(browser.page).toContain("Örnek Mağaza için izin ver");
    await browser.submit([["workspace", "ws_7f3k2m"], ...scopes, ["decision", "allow"]]);
    expect(browser.address).toMatch(new RegExp(`^${redirectUri}\\?code=`));
  });

  it("can refuse before and after signing in", async () => {
    const early = await opened();
    await early.submit({ decision: "refuse" });
    expect(early.address).toContain("error=access_denied");
    const late = await opened();
    await late.submit({ email: "owner@ornek.example" });
    await late.submit({ decision: "refuse" });
    expect(late.address).toContain("error=access_denied");
  });

  it("can change to another account, and then sees only its workspaces", async () => {
    const browser = await opened();
    await browser.submit({ email: "owner@ornek.example" });
    expect(browser.page).toContain("Eski İzinli Mağaza");
    await browser.open(`${new URL(browser.address).pathname}?account=other`);
    await browser.submit({ email: "muhasebe@ornek.example" });
    expect(browser.page).toContain("muhasebe@ornek.example olarak girdiniz");
    expect(browser.page).not.toContain("Eski İzinli Mağaza");
    await browser.submit([["workspace", "ws_7f3k2m"], ...scopes, ["decision", "allow"]]);
    expect(browser.address).toContain("code=");
  });

  it.each([
    ["an address nobody has", { email: "kimse@ornek.example" }, "kimse@ornek.example adresiyle"],
    ["an address with markup", { email: "<script>alert(1)</script>" }, "&lt;script&gt;"],
  ])("with %s is told so and stays", async (_case, form, sentence) => {
    const browser = await opened();
    await browser.submit(form);
    expect(browser.status).toBe(422);
    expect(browser.page).toContain(sentence);
    expect(browser.page).not.toContain("<script");
  });

  it("cannot choose a workspace of someone else, nor none, nor no permission", async () => {
    const { id } = await sandbox.customer({ members: ["baskasi@ornek.example"] });
    const browser = await opened();
    await browser.submit({ email: "owner@ornek.example" });
    for (const workspace of [id, ""]) {
      await browser.submit([["workspace", workspace], ...scopes, ["decision", "allow"]]);
      expect(browser.status).toBe(422);
      expect(browser.page).toContain("Bir çalışma alanı seçin.");
    }
    await browser.submit({ workspace: "ws_7f3k2m", decision: "allow" });
    expect(browser.page).toContain("En az bir izin işaretleyin");
  });

  it("is asked again at the next connection", async () => {
    const browser = await opened();
    await browser.submit({ email: "owner@ornek.example" });
    await browser.submit([["workspace", "ws_7f3k2m"], ...scopes, ["decision", "allow"]]);
    await browser.open((await app.begin()).url);
    expect(browser.page).toContain("Hangi çalışma alanı bağlansın?");
  });
});

describe("language and theme", () => {
  it("follow the request, then the browser, and a choice stays", async () => {
    expect((await opened("en-GB,en")).page).toContain("Sign in with a demo account");
    const browser = await opened("en", { ui_locales: "tr" });
    expect(browser.page).toContain('<html lang="tr">');
    await browser.open(`${new URL(browser.address).pathname}?lang=en&theme=dark`);
    expect(browser.page).toContain('<html lang="en" data-theme="dark">');
    await browser.submit({ email: "owner@ornek.example" });
    expect(browser.page).toContain('<html lang="en" data-theme="dark">');
    expect(browser.page).toContain("Allow for Örnek Mağaza");
  });
});

describe("the pages themselves", () => {
  it("run no script, are never framed or stored, and lead forms only here and back", async () => {
    const browser = await opened();
    const policy = browser.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:3000;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(browser.headers.get("cache-control")).toBe("no-store");
    expect(browser.page).not.toMatch(/<script|\son\w+=|\sstyle=/);
    const files = [...browser.page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(files.length).toBeGreaterThan(3);
    for (const path of files) expect((await call(sandbox.auth + path, {})).status, path).toBe(200);
  });

  it("of another browser or of yesterday say that they expired", async () => {
    const stranger = new Browser(sandbox.auth);
    await stranger.open("/connect/interaction/abcdef");
    expect(stranger.status).toBe(400);
    expect(stranger.page).toContain("süresi dolmuş");
  });
});
