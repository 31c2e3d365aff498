import { randomFrom } from "./faults/random.ts";

/** The moments of chance of a test file: the same in each run, others with SEED=... in the environment. */
export function seeded(): { next(): number } {
  return { next: randomFrom(process.env.SEED ?? "tellal") };
}
