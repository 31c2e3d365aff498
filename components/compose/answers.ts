import { withProof } from "#components/ui/proof-request";

/** Why something was not done, in the person's language. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly reference: string;
}

/** The answer of the server: a result, or why not. */
export type Answer<R> = { readonly ok: true; readonly result: R } | { readonly ok: false; readonly error: Problem };

/** What there is to know when no answer came at all. */
export const noAnswer: Problem = { code: "offline", message: "", reference: "" };

/**
 * Asks one of our own routes.
 *
 * @returns `offline` as the code of the problem when no answer came.
 */
export function ask<R>(url: string, init: RequestInit = {}): Promise<Answer<R>> {
  return withProof(() => askOnce(url, init));
}

async function askOnce<R>(url: string, init: RequestInit): Promise<Answer<R>> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, cache: "no-store" });
  } catch {
    return { ok: false, error: noAnswer };
  }
  const body: unknown = await response.json().catch(() => null);
  // Our own route wrote it from the very type the caller names.
  if (response.ok) return { ok: true, result: body as R };
  return { ok: false, error: problemIn(body) };
}

/** Reads the refusal out of an answer's body; anything else reads as no answer. */
export function problemIn(body: unknown): Problem {
  if (typeof body !== "object" || body === null || !("error" in body)) return noAnswer;
  const { error } = body;
  if (typeof error !== "object" || error === null) return noAnswer;
  const text = (key: string) => (key in error ? String(Reflect.get(error, key)) : "");
  return { code: text("code"), message: text("message"), reference: text("reference") };
}
