import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { z } from "zod";

const Mail = z.object({
  id: z.string(),
  n: z.number(),
  at: z.string(),
  from: z.string(),
  /** Everyone the envelope named, lower case. */
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Headers that say how the mail is ended, by their small names. */
  list: z.record(z.string(), z.string()).default({}),
  /** http and https addresses found in the mail, in order. */
  links: z.array(z.string()),
});
export type Mail = z.infer<typeof Mail>;

/** Letters that would have been sent; each is a file, and nothing leaves the machine. */
export class Mailbox {
  readonly #folder: string;
  #mails: Mail[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder).sort((a, b) => a.localeCompare(b))) {
      const mail = Mail.safeParse(JSON.parse(readFileSync(join(folder, name), "utf8")));
      if (mail.success) this.#mails.push(mail.data);
    }
  }

  /** Reads a letter and stores it before the sender is told that it was taken. */
  async take(raw: Buffer, from: string, to: readonly string[]): Promise<Mail> {
    const parsed = await PostalMime.parse(raw);
    const text = parsed.text ?? "";
    const html = parsed.html ?? "";
    const n = (this.#mails.at(-1)?.n ?? 0) + 1;
    const mail: Mail = {
      id: `mail_${randomBytes(6).toString("hex")}`,
      n,
      at: new Date().toISOString(),
      from,
      to: to.map((address) => address.toLowerCase()),
      subject: parsed.subject ?? "",
      text,
      html,
      list: Object.fromEntries(
        parsed.headers.filter(({ key }) => key.startsWith("list-")).map(({ key, value }) => [key, value]),
      ),
      links: linksIn(text, html),
    };
    writeFileSync(join(this.#folder, `${String(n).padStart(9, "0")}.json`), JSON.stringify(mail), { mode: 0o600 });
    this.#mails.push(mail);
    return mail;
  }

  /** Newest first. `after` is the number of the last mail to leave out. */
  list(filter: { to?: string | undefined; subject?: string | undefined; after?: number | undefined }): Mail[] {
    const to = filter.to?.toLowerCase();
    const found = this.#mails.filter(
      (mail) =>
        (to === undefined || mail.to.includes(to)) &&
        (filter.subject === undefined || mail.subject.includes(filter.subject)) &&
        mail.n > (filter.after ?? 0),
    );
    return found.reverse();
  }

  get(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#mails = [];
  }
}

const addressForm = /https?:\/\/[^\s<>"')\]]+/g;

function linksIn(text: string, html: string): string[] {
  const inHtml = [...html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].map(([, address = ""]) => unescaped(address));
  const inText = [...text.matchAll(addressForm)].map(([address]) => address.replace(/[.,;:!?]+$/, ""));
  return [...new Set([...inText, ...inHtml])].filter((address) => /^https?:\/\//.test(address));
}

function unescaped(text: string): string {
  return text.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=").replaceAll("&#61;", "=");
}
