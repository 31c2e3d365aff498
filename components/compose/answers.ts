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

/**
 * Asks one of our own routes for something that takes a while.
 *
 * @param onProgress Told how far it is.
 * @returns null when it failed, when no answer came, and when the answer is that there is none.
 */
export async function askStreamed<R>(
  url: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<R | null> {
  try {
    const response = await fetch(url, { signal, cache: "no-store" });
    if (!response.ok || response.body === null) return null;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        // Our own route wrote it from the very type the caller names.
        const said = JSON.parse(line) as { done?: number; result?: R | null };
        if (said.done !== undefined) onProgress(said.done);
        else return said.result ?? null;
      }
    }
  } catch {
    return null;
  }
}
