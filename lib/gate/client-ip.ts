import { isIPv6 } from "node:net";
import { env } from "#lib/infra/env";

/**
 * The address of the caller, as the instance's own proxies wrote it; for the history, and never for a right.
 *
 * X-Forwarded-For is believed for as many hops as the instance has proxies of its own (`TRUSTED_PROXY_HOPS`), counted
 * from the right; without any, all callers are one rather than choosing their own address.
 */
export function clientIp(headers: Headers): string {
  const hops = env().trustedProxyHops;
  if (hops === 0) return "direct";
  const chain = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const written = chain.at(-hops) ?? "direct";
  // Some proxies write the port as well, and brackets with it.
  return /^\[(.+)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
}

/** What the tries of the caller are counted for: the address, of IPv6 the half that a single customer is given whole. */
export function callerNetwork(headers: Headers): string {
  const address = clientIp(headers);
  const bare = address.replace(/%.*$/, "");
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff;
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join(".");
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":");
}

/** The eight numbers of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  // The parser of addresses writes an IPv4 tail as two groups, and the longest row of zeros as "::".
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const read = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
