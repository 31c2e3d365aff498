import { plainLetters } from "#lib/domain/workspaces/plain-letters";

/** Fewest and most characters of a workspace's address. */
const SLUG_MIN = 3;
const SLUG_MAX = 40;

/** Why an address is not taken. */
export type SlugProblem = "too_short" | "too_long" | "characters" | "reserved";

/** Words that pages of the instance use, may use, or that would pass for the instance itself. */
const reserved: ReadonlySet<string> = new Set(
  `account admin administrator api app apps assets auth billing blog callback connect contact control dashboard demo dlr
   docs download favicon help home iletiniz iletimerkezi image images ingest instance invite legal login logout mail me
   metrics new news next null oauth owner pages password privacy profile public register reset robots root sandbox
   search security settings setup sign-in sign-out sign-up signin signout signup sitemap sms static status support
   system team tellal terms test turkeysms undefined user users webhook webhooks welcome workspace workspaces www`.split(
    /\s+/,
  ),
);

/** Says why a text cannot be the address of a workspace, or null when it can; whether it is free is another question. */
export function slugProblem(slug: string): SlugProblem | null {
  if (slug.length < SLUG_MIN) return "too_short";
  if (slug.length > SLUG_MAX) return "too_long";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return "characters";
  return reserved.has(slug) ? "reserved" : null;
}

/** Suggests an address from a name: `Ihlamur Ev & Bahçe` gives `ihlamur-ev-bahce`. It may be too short or reserved. */
export function suggestSlug(name: string): string {
  const words = plainLetters(name)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "");
  return words.slice(0, SLUG_MAX).replace(/-$/, "");
}
