import { env } from "#lib/infra/env";

/**
 * The address of the caller, for rate limits only.
 *
 * X-Forwarded-For is believed for as many hops as the instance has proxies of its own (`TRUSTED_PROXY_HOPS`), counted
 * from the right; without any, all callers share one counter per instance rather than choosing their own.
 */
export function clientIp(headers: Headers): string {
  const hops = env().trustedProxyHops;
  if (hops === 0) return "direct";
  const chain = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return chain.at(-hops) ?? "direct";
}
