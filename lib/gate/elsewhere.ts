import { redirect } from "next/navigation";
import "server-only";
import { beginElsewhere, type ElsewherePurpose, endElsewhere } from "#lib/domain/accounts/commands/elsewhere";
import { safeReturnPath } from "#lib/domain/accounts/return-path";
import type { Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { askForCode } from "#lib/gate/keep-entry";
import { keepLogin } from "#lib/gate/keep-login";
import { dropStep, keepStep, keptStep } from "#lib/gate/step-cookie";
import { currentUser } from "#lib/gate/user";
import { currentVisit } from "#lib/gate/visit";
import { type AccountDoor, withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";

/** Sends this browser to the other sign-in server. */
export async function goElsewhere(
  open: AccountDoor,
  purpose: ElsewherePurpose,
  wish: string | undefined,
  visit: Visit,
): Promise<never> {
  const next = safeReturnPath(wish, purpose === "link" ? "/account" : "/");
  const user = purpose === "sign_in" ? null : await currentUser();
  if (purpose !== "sign_in" && user === null) throw new DomainError("account.signed_out");
  const { url, state } = await beginElsewhere(open, { purpose, next }, user, visit);
  await keepStep("elsewhere", state);
  redirect(url);
}

async function pathAfter(answer: URLSearchParams): Promise<string> {
  const [kept, user, visit] = await Promise.all([keptStep("elsewhere"), currentUser(), currentVisit()]);
  await dropStep("elsewhere");
  const problemPage = user === null ? "/sign-in" : "/account";
  try {
    const { next, entry } = await endElsewhere(withAccount, { answer, kept }, user, visit);
    if (entry === null) return next;
    if ("stepToken" in entry) return await askForCode(entry.stepToken, next);
    await keepLogin(entry.login);
    return next;
  } catch (error) {
    if (error instanceof DomainError) return `${problemPage}?error=${error.code}`;
    log.error({ err: error }, "a sign-in elsewhere could not be finished");
    return `${problemPage}?error=account.elsewhere_failed`;
  }
}

/** Answers the browser that comes back from the other sign-in server: always on to a clean address of ours. */
export async function answerElsewhere(request: Request): Promise<Response> {
  const path = await pathAfter(new URL(request.url).searchParams);
  const headers = {
    location: `${env().appUrl}${path}`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  };
  return new Response(null, { status: 303, headers });
}
