import type { CookiesOptions } from "next-auth";
import { env } from "#lib/infra/env";

/** The cookies of a sign-in, bound to https and this host; plain names on a loopback address without https. */
export function loginCookies() {
  const isSecure = env().appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const;
  const prefix = isSecure ? "__Host-" : "";
  return {
    sessionToken: { name: `${prefix}tellal.session`, options },
    callbackUrl: { name: `${prefix}tellal.callback`, options },
    csrfToken: { name: `${prefix}tellal.csrf`, options },
    deviceMark: { name: `${prefix}tellal.device`, options },
  } satisfies Partial<CookiesOptions> & Record<string, CookiesOptions["csrfToken"]>;
}
