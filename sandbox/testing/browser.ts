/** A browser without script: keeps cookies, follows redirects on this server, submits forms. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;
  readonly #language: string;
  address = "";
  status = 0;
  headers = new Headers();
  page = "";

  constructor(base: string, language = "tr") {
    this.#base = base;
    this.#language = language;
  }

  open(address: string): Promise<void> {
    return this.#go(new URL(address, this.#base), null);
  }

  submit(fields: [string, string][] | Record<string, string>, action?: string): Promise<void> {
    const form = /<form[^>]*action="([^"]+)"/.exec(this.page)?.[1];
    return this.#go(new URL(action ?? form ?? this.address, this.#base), new URLSearchParams(fields));
  }

  async #go(address: URL, form: URLSearchParams | null): Promise<void> {
    const response = await fetch(address, {
      method: form === null ? "GET" : "POST",
      body: form,
      redirect: "manual",
      headers: {
        accept: "text/html",
        "accept-language": this.#language,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(form === null ? {} : { origin: this.#base }),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=", 2);
      this.#cookies.set(name, value);
    }
    this.address = address.href;
    this.status = response.status;
    this.headers = response.headers;
    this.page = await response.text();
    const location = response.headers.get("location");
    if (location === null) return;
    const next = new URL(location, address);
    this.address = next.href;
    if (next.origin === new URL(this.#base).origin) await this.#go(next, null);
  }
}
