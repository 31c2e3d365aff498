import nodemailer from "nodemailer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Browser } from "./testing/browser.ts";
import { list, Running, text } from "./testing/running.ts";

let sandbox: Running;

beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

async function send(to: string, more: object = {}): Promise<void> {
  const transport = nodemailer.createTransport(sandbox.smtp);
  await transport.sendMail({ from: "Tellal <tellal@ornek.example>", to, subject: "Davet", text: "Merhaba", ...more });
  transport.close();
}

it("keeps what was sent, readable by recipient, with its links", async () => {
  await send("Ayse@ornek.example", {
    subject: "Şifre sıfırlama: Örnek Mağaza",
    text: "Merhaba Ayşe,\nhttp://localhost:3000/reset/abc?x=1&y=2.\n",
    html: '<a href="http://localhost:3000/reset/abc?x=1&amp;y=2">Sıfırla</a> <a href="javascript:alert(1)">x</a>',
  });
  const { body } = await sandbox.control("/mailbox/latest?to=ayse@ornek.example");
  expect(body).toMatchObject({
    from: "tellal@ornek.example",
    to: ["ayse@ornek.example"],
    subject: "Şifre sıfırlama: Örnek Mağaza",
    text: expect.stringContaining("Merhaba Ayşe,"),
    links: ["http://localhost:3000/reset/abc?x=1&y=2"],
  });
});

it("waits for a mail that is on its way", async () => {
  const asked = sandbox.control("/mailbox/latest?to=sonra@ornek.example&wait_ms=5000");
  await send("sonra@ornek.example");
  expect((await asked).body).toMatchObject({ to: ["sonra@ornek.example"] });
});

it("says 404 when nobody wrote, and lists newest first", async () => {
  expect((await sandbox.control("/mailbox/latest?to=kimse@ornek.example")).status).toBe(404);
  await send("iki@ornek.example", { subject: "bir" });
  await send("iki@ornek.example", { subject: "iki" });
  const { body } = await sandbox.control("/mailbox?to=iki@ornek.example");
  expect(list(body, "mails").map((mail) => text(mail, "subject"))).toEqual(["iki", "bir"]);
});

it("shows a letter as text with working links, and its HTML part unable to do anything", async () => {
  await send("goster@ornek.example", {
    text: "Bak: http://localhost:3000/a?b=1 <b>kalın değil</b>",
    html: "<h1>Merhaba</h1><script>alert(1)</script>",
  });
  const { body } = await sandbox.control("/mailbox/latest?to=goster@ornek.example");
  const browser = new Browser(sandbox.auth);
  await browser.open(`/mailbox/${text(body, "id")}`);
  expect(browser.page).toContain('<a href="http://localhost:3000/a?b=1" rel="noreferrer">');
  expect(browser.page).toContain("&lt;b&gt;kalın değil&lt;/b&gt;");
  await browser.open(`/mailbox/${text(body, "id")}/html`);
  expect(browser.headers.get("content-security-policy")).toBe(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  await browser.open("/mailbox/mail_000000000000");
  expect(browser.status).toBe(404);
});

it("is there after a restart and empty after being emptied", async () => {
  const first = await Running.start();
  const transport = nodemailer.createTransport(first.smtp);
  await transport.sendMail({ from: "a@ornek.example", to: "kalici@ornek.example", subject: "x", text: "y" });
  await first.pause();
  const second = await Running.start({ folder: first.folder });
  expect(list((await second.control("/mailbox")).body, "mails")).toHaveLength(1);
  await second.control("/mailbox", { method: "DELETE" });
  expect(list((await second.control("/mailbox")).body, "mails")).toHaveLength(0);
  await second.stop();
});
