import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
import "server-only";
import { revokeSession } from "#lib/domain/accounts/commands/sign-out";
import type { NewLogin } from "#lib/domain/accounts/visit";
import { keepDeviceMark } from "#lib/gate/device-cookie";
import { checkOrigin } from "#lib/gate/enter";
import { SESSION_ID, SESSION_SECONDS } from "#lib/gate/login";
import { loginCookies } from "#lib/gate/login-cookies";
import { currentUser } from "#lib/gate/user";
import { LOCALE_COOKIE } from "#lib/i18n/locale";
import { withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Gives the browser the cookie of a new login, the same that the login library gives and reads. */
export async function keepLogin(login: NewLogin): Promise<void> {
  const { sessionToken } = loginCookies();
  const token = { [SESSION_ID]: login.sessionId };
  const value = await encode({ token, secret: env().authSecret, maxAge: SESSION_SECONDS });
  const jar = await cookies();
  jar.set(sessionToken.name, value, { ...sessionToken.options, maxAge: SESSION_SECONDS });
  await keepDeviceMark(login.deviceMark);
  // A browser that never chose a language speaks the person's own from here on.
  if (!jar.has(LOCALE_COOKIE)) {
    jar.set(LOCALE_COOKIE, login.locale, { path: "/", sameSite: "lax", httpOnly: true, maxAge: YEAR_SECONDS });
  }
}

/** Ends the login of this browser: its row, so that copies of the cookie die too, and then the cookie. */
export async function endLogin(): Promise<void> {
  await checkOrigin();
  const user = await currentUser();
  if (user !== null) await withAccount(null, (tx) => revokeSession(tx, user.sessionId));
  await dropLogin();
}

/** Takes the cookie of a login back whose row has ended. */
export async function dropLogin(): Promise<void> {
  const { sessionToken } = loginCookies();
  (await cookies()).set(sessionToken.name, "", { ...sessionToken.options, maxAge: 0 });
}
