import { cookies } from "next/headers";
import "server-only";
import { STEP_MINUTES } from "#lib/domain/accounts/commands/login-steps";
import { env } from "#lib/infra/env";

/** The cookie of a sign-in that waits for its second half. It must come along from another site's answer: Lax. */
function stepCookie(name: "code" | "elsewhere") {
  const secure = env().appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return { name: `${secure ? "__Host-" : ""}tellal.${name}`, options };
}

/** Lets the browser keep what its sign-in goes on with. */
export async function keepStep(kind: "code" | "elsewhere", token: string): Promise<void> {
  const { name, options } = stepCookie(kind);
  (await cookies()).set(name, token, { ...options, maxAge: STEP_MINUTES * 60 });
}

/** What the browser kept; null when it is none of ours or too old. */
export async function keptStep(kind: "code" | "elsewhere"): Promise<string | null> {
  const token = (await cookies()).get(stepCookie(kind).name)?.value ?? "";
  return /^[\w-]{43}$/.test(token) ? token : null;
}

/** Takes it back, when the sign-in has ended. */
export async function dropStep(kind: "code" | "elsewhere"): Promise<void> {
  const { name, options } = stepCookie(kind);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
