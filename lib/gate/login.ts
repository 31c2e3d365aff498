import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { revokeSession } from "#lib/domain/accounts/commands/sign-out";
import { ABSOLUTE_MS } from "#lib/domain/accounts/login-session";
import { CodeNeeded } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { keepDeviceMark } from "#lib/gate/device-cookie";
import { loginCookies } from "#lib/gate/login-cookies";
import { currentVisit } from "#lib/gate/visit";
import { withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { publishLoginAddress } from "#lib/infra/login-address";

/** How long the cookie of a sign-in lives, in seconds; its row ends no later. */
export const SESSION_SECONDS = ABSOLUTE_MS / 1000;

/** The one thing a session token says. */
export const SESSION_ID = "sid";

/**
 * How people sign in: e-mail and password, a login session as a row, its id in an encrypted cookie.
 *
 * The cookie proves nothing by itself: each request reads the row, so that a revoked session ends at once.
 */
export function loginOptions(): NextAuthOptions {
  const { appUrl, authSecret } = env();
  publishLoginAddress();
  const { sessionToken, callbackUrl, csrfToken } = loginCookies();
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: { sessionToken, callbackUrl, csrfToken },
    pages: { signIn: "/sign-in", signOut: "/account", error: "/sign-in", verifyRequest: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authorize(credentials?.email ?? "", credentials?.password ?? ""),
      }),
    ],
    callbacks: {
      // `trigger: "update"` hands in what a browser sent; nothing of it is taken over.
      jwt({ token, user }) {
        if (user !== undefined && SESSION_ID in user && typeof user[SESSION_ID] === "string") {
          return { [SESSION_ID]: user[SESSION_ID] };
        }
        return { [SESSION_ID]: token[SESSION_ID] };
      },
      session({ session, token }) {
        return { expires: session.expires, [SESSION_ID]: token[SESSION_ID] };
      },
      redirect({ url }) {
        const target = URL.canParse(url, appUrl) ? new URL(url, appUrl) : null;
        return target?.origin === new URL(appUrl).origin ? target.href : appUrl;
      },
    },
    // One line of the log instead of the library's own; a cookie that does not open (an old key) is nobody's mistake.
    logger: {
      error: (event) => log[event === "JWT_SESSION_ERROR" ? "debug" : "error"]({ event }, "login library"),
      warn: (event) => log.warn({ event }, "login library"),
      debug: (event) => log.trace({ event }, "login library"),
    },
    events: {
      async signOut({ token }) {
        const id = sessionIdOf(token);
        if (id !== null) await withAccount(null, (tx) => revokeSession(tx, id));
      },
    },
  };
}

/** What the library writes into an address when it fails; words for a person are chosen by the page. */
async function authorize(email: string, password: string) {
  try {
    const login = await signIn(withAccount, { email, password }, await currentVisit());
    await keepDeviceMark(login.deviceMark);
    return { id: login.userId, [SESSION_ID]: login.sessionId };
  } catch (error) {
    if (error instanceof CodeNeeded) throw new Error("account.code_missing", { cause: error });
    if (error instanceof DomainError) throw new Error(error.code, { cause: error });
    log.error({ err: error }, "sign-in failed");
    throw new Error("unexpected", { cause: error });
  }
}

/** Reads the id of the login session out of what the library returns. */
export function sessionIdOf(session: unknown): string | null {
  if (typeof session !== "object" || session === null || !(SESSION_ID in session)) return null;
  const id = session[SESSION_ID];
  return typeof id === "string" ? id : null;
}
