import { type Finding, isFindingCode } from "#lib/domain/connections/examination";

/** What an examination found, or in which words it was refused; null where the server was not reached. */
export type Examined =
  | { readonly ok: true; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly message: string | null };

interface Answer {
  findings?: { code?: unknown; n?: unknown }[];
  error?: { message?: unknown };
}

/** Has a connection examined. */
export async function askExamination(slug: string, connectionId: string): Promise<Examined> {
  try {
    const response = await fetch(`/api/w/${slug}/connections/${connectionId}/examine`, { method: "POST" });
    const { findings, error }: Answer = await response.json();
    if (!response.ok || findings === undefined) {
      return { ok: false, message: typeof error?.message === "string" ? error.message : null };
    }
    return {
      ok: true,
      findings: findings.flatMap(({ code, n }) =>
        isFindingCode(code) ? [{ code, n: typeof n === "number" ? n : 0 }] : [],
      ),
    };
  } catch {
    return { ok: false, message: null };
  }
}
