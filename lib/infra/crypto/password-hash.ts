import { availableParallelism } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";

/**
 * Argon2id at 46 MiB and two passes: above OWASP's least (19 MiB, two passes) in both. Raising either here renews each
 * stored hash at its owner's next sign-in.
 */
const COST = { memoryCost: 47_104, timeCost: 2, parallelism: 1 } as const;

/** Hashes at the same time in one process: half of the cores, so that a rush of sign-ins leaves the pages theirs. */
const SLOTS = Math.max(1, Math.floor(availableParallelism() / 2));

/** As many as may wait: about ten seconds of work. Whoever comes then is told so at once instead of waiting longer. */
const WAITING_MAX = 100 * SLOTS;

let running = 0;
const waiting: (() => void)[] = [];

/** Too many passwords are being checked: nothing was done, and a little later there is room again. */
export class TooManyHashes extends Error {}

/**
 * Looks before anything is counted or read whether a password can be checked within some seconds.
 *
 * @throws TooManyHashes
 */
export function requireHashRoom(): void {
  if (waiting.length >= WAITING_MAX) throw new TooManyHashes("too many passwords are being checked");
}

async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  requireHashRoom();
  if (running >= SLOTS) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The slot passes to the next in line, or is given back.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** One form for what looks the same however a keyboard composed it (NIST SP 800-63B 5.1.1.2); nothing is cut off. */
const formOf = (password: string) => password.normalize("NFKC");

/** A hash that no password has: what an account holds until its person chose one. */
export const NO_PASSWORD = "!";

/** Hashes a password, off the main thread, a few at a time. Never call it inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return inSlot(() => hash(formOf(password), COST));
}

let decoy: Promise<string> | undefined;

/**
 * Checks a password against a hash, off the main thread.
 *
 * @param stored null, or `NO_PASSWORD`, where there is nothing to check against: the answer is then false after the same
 * work, so that its time does not tell whether an account exists.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null && stored !== NO_PASSWORD) return inSlot(() => verify(stored, formOf(password)));
  decoy ??= hashPassword("a hash to spend time on");
  const spent = await decoy;
  await inSlot(() => verify(spent, formOf(password)));
  return false;
}

/** Whether a hash was made with less than today's cost and should be made again while the password is at hand. */
export function isOutdatedHash(stored: string): boolean {
  const made = parseOptions(stored);
  return made.memoryCost < COST.memoryCost || made.timeCost < COST.timeCost;
}
