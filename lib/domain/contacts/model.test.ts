import { describe, expect, it } from "vitest";
import { formatE164, formatMsisdn, maskMsisdn, msisdnFromRow } from "./model.ts";

const turkish = msisdnFromRow("905321231234");
const dutch = msisdnFromRow(31612345678n);

describe("writing a number", () => {
  it("shows E.164 to people and APIs", () => {
    expect(formatE164(turkish)).toBe("+905321231234");
    expect(formatE164(dutch)).toBe("+31612345678");
  });

  it("groups Turkish numbers the Turkish way", () => {
    expect(formatMsisdn(turkish)).toBe("+90 532 123 12 34");
    expect(formatMsisdn(dutch)).toBe("+31612345678");
  });

  it("masks all but the first digit and the last four", () => {
    expect(maskMsisdn(turkish)).toBe("+90 5•• ••• 12 34");
    expect(maskMsisdn(dutch)).toBe("+31•••••••78");
  });
});

describe("reading a stored number", () => {
  it("accepts what drivers give for a bigint column", () => {
    expect([msisdnFromRow("905321231234"), msisdnFromRow(905321231234n), msisdnFromRow(905321231234)]).toEqual([
      turkish,
      turkish,
      turkish,
    ]);
  });

  it.each(["", "0", "-905321231234", "905321231234.5", "12345", "1e400", "9999999999999999", "+90 532"])(
    "stops on %j, which no writer of ours stores",
    (stored) => {
      expect(() => msisdnFromRow(stored)).toThrow("not E.164");
    },
  );
});
