import type { Msisdn } from "#lib/domain/contacts/model";

/**
 * Remembers numbers and the line each first stood on, in about 24 bytes per number.
 *
 * Open addressing with linear probing in typed arrays, never more than half full: a million numbers take 25 MB and no
 * work for the garbage collector, where a `Map` takes three times that.
 */
export class MsisdnSet {
  readonly #seed: number;
  #keys: Float64Array;
  #lines: Uint32Array;
  #size = 0;

  /**
   * @param seed Mixed into the places of the numbers. With a random one, nobody can choose numbers that collide.
   */
  constructor(seed = 0, capacity = 1 << 12) {
    this.#seed = seed | 0;
    this.#keys = new Float64Array(capacity);
    this.#lines = new Uint32Array(capacity);
  }

  /** How many different numbers were added. */
  get size(): number {
    return this.#size;
  }

  /** Bytes the set holds. */
  get byteLength(): number {
    return this.#keys.byteLength + this.#lines.byteLength;
  }

  /** Adds a number; gives 0 when it is new, else the line it first stood on. Lines count from 1. */
  add(msisdn: Msisdn, line: number): number {
    if (this.#size * 2 >= this.#keys.length) this.#grow();
    const place = this.#place(this.#keys, msisdn);
    if (this.#keys[place] === msisdn) return this.#lines[place] ?? 0;
    this.#keys[place] = msisdn;
    this.#lines[place] = line;
    this.#size++;
    return 0;
  }

  /** The place of a number, or the free one where it belongs. 0 is no number, so it marks a free place. */
  #place(keys: Float64Array, msisdn: number): number {
    const mask = keys.length - 1;
    let place = mix(msisdn, this.#seed) & mask;
    while (keys[place] !== 0 && keys[place] !== msisdn) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    const lines = new Uint32Array(keys.length);
    for (const [old, msisdn] of this.#keys.entries()) {
      if (msisdn === 0) continue;
      const place = this.#place(keys, msisdn);
      keys[place] = msisdn;
      lines[place] = this.#lines[old] ?? 0;
    }
    this.#keys = keys;
    this.#lines = lines;
  }
}

/** Spreads both halves of a number over 32 bits; the finaliser of MurmurHash3. */
function mix(msisdn: number, seed: number): number {
  let hash = (msisdn | 0) ^ Math.imul((msisdn / 0x1_0000_0000) | 0, 0x9e3779b1) ^ seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
