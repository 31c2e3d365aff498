import dns from "node:dns";
import net from "node:net";

/** Special-purpose IPv4 blocks (IANA registry, RFC 6890), multicast and reserved space included. */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Blocks inside the global unicast space 2000::/3 that are not public hosts: protocol use, documentation, 6to4. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const notPublic = new net.BlockList();
for (const [address, prefix] of NOT_PUBLIC_V4) notPublic.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of NOT_PUBLIC_V6) notPublic.addSubnet(address, prefix, "ipv6");

const globalUnicast = new net.BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

const loopback = new net.BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/**
 * Tells whether an IP address may be called: a public host, or this machine where that is allowed.
 *
 * An IPv4 address inside an IPv6 one (mapped, translated) is not public; nothing that a provider publishes looks so.
 */
export function mayCall(address: string, allowsLoopback: boolean): boolean {
  const version = net.isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  if (loopback.check(address, family)) return allowsLoopback;
  if (notPublic.check(address, family)) return false;
  return family === "ipv4" || globalUnicast.check(address, family);
}

/** A host resolved to an address that must not be called. No byte was sent. */
export class AddressNotAllowedError extends Error {
  readonly code = "ADDRESS_NOT_ALLOWED";

  constructor() {
    super("the host does not resolve to a public address");
  }
}

/**
 * A resolver for sockets that answers allowed addresses only.
 *
 * The socket connects to what this answers and asks nobody again, so a name cannot resolve well for the check and badly
 * for the call. One bad address among several refuses the host: an honest provider has none.
 */
export function guardedLookup(allowsLoopback: boolean): net.LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { family: options.family ?? 0, hints: options.hints ?? 0, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      if (first === undefined || addresses.some(({ address }) => !mayCall(address, allowsLoopback))) {
        return callback(new AddressNotAllowedError(), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
