import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { clientIp } from "#lib/gate/client-ip";
import { withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** A login session ends this long after sign-in, whatever happens. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

const SESSION_ID = "sid";

/** The cookie names: with the prefix that binds them to https and this host, plain on a loopback address. */
function cookieNames(): NonNullable<NextAuthOptions["cookies"]> {
  const isSecure = env().appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const;
  const prefix = isSecure ? "__Host-" : "";
  return {
    sessionToken: { name: `${prefix}tellal.session`, options },
    callbackUrl: { name: `${prefix}tellal.callback`, options },
    csrfToken: { name: `${prefix}tellal.csrf`, options },
  };
}

/**
 * How people sign in: e-mail and password, a login session as a row, its id in an encrypted cookie.
 *
 * The cookie proves nothing by itself: each request reads the row, so that a revoked session ends at once.
 */
export function loginOptions(): NextAuthOptions {
  return {
    secret: env().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: cookieNames(),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const headers = new Headers(request.headers as Record<string, string> | undefined);
          const session = await signIn(withAccount, {
            email: credentials?.email ?? "",
            password: credentials?.password ?? "",
            ip: clientIp(headers),
            userAgent: headers.get("user-agent"),
          });
          return { id: session.userId, [SESSION_ID]: session.sessionId };
        },
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
        const target = new URL(url, env().appUrl);
        return target.origin === new URL(env().appUrl).origin ? target.href : env().appUrl;
      },
    },
  };
}

/** Reads the id of the login session out of what next-auth returns. */
export function sessionIdOf(session: unknown): string | null {
  if (typeof session !== "object" || session === null || !(SESSION_ID in session)) return null;
  const id = session[SESSION_ID];
  return typeof id === "string" ? id : null;
}
