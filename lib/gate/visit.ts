import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import "server-only";
import type { Visit } from "#lib/domain/accounts/visit";
import { callerNetwork } from "#lib/gate/client-ip";
import { loginCookies } from "#lib/gate/login-cookies";

/** What is known of the browser behind this request. */
export async function currentVisit(): Promise<Visit> {
  const [sent, jar, locale] = await Promise.all([headers(), cookies(), getLocale()]);
  return {
    ip: callerNetwork(sent),
    userAgent: sent.get("user-agent"),
    deviceMark: jar.get(loginCookies().deviceMark.name)?.value ?? null,
    locale,
  };
}
