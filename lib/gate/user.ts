import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import "server-only";
import { readLoginSession, type SignedInUser } from "#lib/domain/accounts/queries";
import { loginOptions, sessionIdOf } from "#lib/gate/login";
import { withAccount } from "#lib/infra/db/tenant";

/** The person behind this request, or null; read from the database once per request. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const sessionId = sessionIdOf(await getServerSession(loginOptions()));
  if (sessionId === null) return null;
  return withAccount(null, (tx) => readLoginSession(tx, sessionId));
});

/** The person behind this page, or a way to the sign-in that comes back here. */
export async function requireUser(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user !== null) return user;
  const path = (await headers()).get("x-tellal-path");
  redirect(path === null || path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
