import { describe, expect, it } from "vitest";
import { seeded } from "#lib/infra/draw.fixture";
import { formatE164 } from "./model.ts";
import { parseMsisdn } from "./msisdn.ts";
import { byLibrary, byUs, randomNational, spell } from "./spellings.fixture.ts";

describe("parseMsisdn against the library", () => {
  it("agrees on 200,000 seeded spellings of mobiles, landlines and nonsense", { timeout: 60_000 }, () => {
    const next = seeded(90_532);
    let mobiles = 0;
    for (let n = 0; n < 200_000; n++) {
      const spelled = spell(randomNational(next), next);
      const ours = byUs(spelled);
      // A failed comparison builds a message; a plain one costs a tenth.
      if (ours !== byLibrary(spelled)) expect(ours, JSON.stringify(spelled)).toBe(byLibrary(spelled));
      if (typeof ours === "number") mobiles++;
    }
    expect(mobiles).toBeGreaterThan(50_000);
    expect(mobiles).toBeLessThan(150_000);
  });

  it("agrees on every prefix of the numbering plan, at both ends and inside", () => {
    for (let prefix = 0; prefix < 1000; prefix++) {
      for (const rest of ["0000000", "1234567", "0110000", "6161616", "2112222", "4610000", "9999999"]) {
        const national = `${String(prefix).padStart(3, "0")}${rest}`;
        for (const start of ["+90", "0", ""])
          expect(byUs(start + national), start + national).toBe(byLibrary(start + national));
      }
    }
  });

  it("agrees on numbers of other countries", () => {
    const numbers = [
      "+31612345678",
      "0031612345678",
      "+12025550143",
      "+491701234567",
      "+447911123456",
      "+881612345678",
    ];
    for (const number of [
      ...numbers,
      "+99912345678",
      "+05321234567",
      "+5321234567",
      "005321234567",
      "0005321234567",
      "+1234567",
    ]) {
      expect(byUs(number), number).toBe(byLibrary(number));
    }
  });
});

describe("parseMsisdn", () => {
  it.each([
    ["+905321234567", "none"],
    ["905321234567", "none"],
    ["05321234567", "spelling"],
    ["00905321234567", "spelling"],
    ["+90 (0532) 123 45 67", "spelling"],
    ["(+90) 532 123 45 67", "spelling"],
    ["0532.123.45.67", "spelling"],
    ["0532/123-45-67", "spelling"],
    ["\u200e+90 532 123 45 67\u202c", "spelling"],
    ["0532\n1234567", "spelling"],
    ["٠٥٣٢ ١٢٣ ٤٥ ٦٧", "spelling"],
    ["０５３２１２３４５６７", "spelling"],
    ["＋９０５３２１２３４５６７", "none"],
    ["'05321234567", "spelling"],
    ['="05321234567"', "spelling"],
    ["5321234567", "lost_zero"],
    ["532 123 45 67", "lost_zero"],
    ["5321234567.0", "decimal"],
    ["5321234567,00", "decimal"],
    ["905321234567.0", "decimal"],
    ["5321234567.00", "decimal"],
    ["5.321234567E+09", "scientific"],
    ["9,05321234567e11", "scientific"],
  ])("reads %j and says what it mended: %s", (raw, repair) => {
    expect(parseMsisdn(raw)).toEqual({ ok: true, msisdn: 905321234567, repair });
  });

  it.each(["", " ", "-", " — ", "\u00a0", "\u200b", "()", ".", "'", '=""', "\t\n"])("finds nothing in %j", (raw) => {
    expect(parseMsisdn(raw)).toEqual({ ok: false, verdict: "empty" });
  });

  it.each([
    ["yok", "letters"],
    ["0532 123 45 6x", "letters"],
    ["tel: 05321234567", "letters"],
    ["0532 123 45 67 ext 5", "letters"],
    ["5321234567,5331234567", "letters"],
    ["+90+905321234567", "letters"],
    ["0532+1234567", "letters"],
    ["0532123456７8９x", "letters"],
    ["😀", "letters"],
    ["=1+1", "letters"],
    ["'0532' 1234567", "letters"],
    ["0555", "too_short"],
    ["12345", "too_short"],
    ["053212345", "too_short"],
    ["+9053212345", "too_short"],
    ["+", "too_short"],
    ["0000", "too_short"],
    ["112", "too_short"],
    ["+90532123456789", "too_long"],
    ["+905338612345678", "too_long"],
    ["05321234567 05331234567", "too_long"],
    ["9".repeat(400), "too_long"],
    ["5.32E+09", "digits_lost"],
    ["5,32E+09", "digits_lost"],
    ["9.05321E+11", "digits_lost"],
    ["5E9", "digits_lost"],
    ["+05321234567", "not_assigned"],
    ["05611234567", "not_assigned"],
    ["+99912345678", "not_assigned"],
    ["0 111 111 11 11", "not_assigned"],
  ])("refuses %j and says why: %s", (raw, cause) => {
    expect(parseMsisdn(raw)).toEqual({ ok: false, verdict: "invalid", cause });
  });

  it.each([
    "02163844000",
    "+90 312 424 60 07",
    "0850 222 12 34",
    "444 1 234",
    "08002191234",
    "05121234567",
    "+903922231234",
  ])("knows %j as a Turkish number that is not mobile", (raw) => {
    expect(parseMsisdn(raw)).toEqual({ ok: false, verdict: "landline" });
  });

  it.each(["+31612345678", "0031 6 12345678", "+1 (202) 555-0143", "+49 170 1234567", "+5321234567", "005321234567"])(
    "knows %j as a number of another country",
    (raw) => {
      expect(parseMsisdn(raw)).toEqual({ ok: false, verdict: "foreign" });
    },
  );

  it("never takes the decimals of a figure for digits of the number", () => {
    expect(parseMsisdn("532123456.0")).toMatchObject({ ok: false, verdict: "invalid", cause: "too_short" });
    expect(parseMsisdn("90532123456.0")).toMatchObject({ ok: false, verdict: "invalid" });
    expect(parseMsisdn("532123456,0")).toMatchObject({ ok: false, verdict: "invalid" });
    expect(parseMsisdn("0532.1234500")).toMatchObject({ ok: true, msisdn: 905321234500 });
  });

  it("is idempotent: what it read, written as E.164 or as digits, reads as the same number", () => {
    const next = seeded(5);
    let read = 0;
    for (let n = 0; n < 50_000; n++) {
      const parsed = parseMsisdn(spell(randomNational(next), next));
      if (!parsed.ok) continue;
      read++;
      for (const again of [formatE164(parsed.msisdn), String(parsed.msisdn)]) {
        const second = parseMsisdn(again);
        if (!second.ok || second.msisdn !== parsed.msisdn || second.repair !== "none") {
          expect(second, again).toEqual({ ok: true, msisdn: parsed.msisdn, repair: "none" });
        }
      }
    }
    expect(read).toBeGreaterThan(10_000);
  });

  it("makes one recipient of any two spellings of one number", () => {
    const next = seeded(6);
    for (let n = 0; n < 5_000; n++) {
      const national = `5${30 + next(30)}${String(next(10_000_000)).padStart(7, "0")}`;
      expect(byUs(spell(national, next))).toBe(byUs(spell(national, next)));
    }
  });
});
