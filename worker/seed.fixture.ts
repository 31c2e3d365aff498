import { randomUUID } from "node:crypto";
import { randomFrom } from "./faults/random.ts";

/** A seed for this run, printed so that a failure can be repeated: SEED=... in the environment. */
export function seeded(): { readonly seed: string; next(): number } {
  const seed = process.env.SEED ?? randomUUID().slice(0, 8);
  console.info(`seed ${seed}`);
  return { seed, next: randomFrom(seed) };
}
