import { describe, expect, it } from "vitest";
import { alphabetFlags, IN_GSM7, IN_TR7, TAKES_TWO } from "./alphabets.ts";

describe("the alphabets", () => {
  it("hold 127 characters, ten extensions and seven letters, the escape being none of them", () => {
    const count = (test: (flags: number) => boolean) => alphabetFlags.filter(test).length;
    expect(count((flags) => (flags & IN_GSM7) !== 0)).toBe(127 + 10);
    expect(count((flags) => (flags & IN_TR7) !== 0)).toBe(127 - 8 + 7 + 10);
    expect(count((flags) => (flags & TAKES_TWO) !== 0)).toBe(10);
    expect(alphabetFlags[0x1b]).toBe(0);
  });
});
