import { randomUUID } from "node:crypto";

/** A seed for this run, printed so that a failure can be repeated: SEED=... in the environment. */
export function seeded(): { readonly seed: string; next(): number } {
  const seed = process.env.SEED ?? randomUUID().slice(0, 8);
  console.info(`seed ${seed}`);
  let value = [...seed].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7);
  return {
    seed,
    next() {
      // mulberry32: small, good enough for choosing moments.
      value = (value + 0x6d2b79f5) | 0;
      let mixed = Math.imul(value ^ (value >>> 15), 1 | value);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}
