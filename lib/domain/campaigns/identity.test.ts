import { describe, expect, it } from "vitest";
import { imprintOf, namesItself } from "./identity.ts";

const shop = { names: ["Ihlamur Ev Tekstil A.Ş.", "Ihlamur Ev", "IHLAMUREV"], mersis: "0123456789012345" };

describe("a commercial text that names its sender (R-132)", () => {
  it.each([
    "Ihlamur Ev: bu gece %30 indirim. RET yaz 3344",
    "IHLAMUR EV'de indirim",
    "ıhlamur ev sizi bekliyor",
    "ihlamurev.com'da indirim",
    "Indirim. Ihlamur Ev Tekstil A.S.",
    "Indirim. MERSIS 0123 4567 8901 2345",
  ])("%j does", (text) => {
    expect(namesItself(text, shop)).toBe(true);
  });

  it.each(["Bu gece %30 indirim", "Ihlamur kokulu ev mumları", "MERSIS 9999999999999999", ""])(
    "%j does not",
    (text) => {
      expect(namesItself(text, shop)).toBe(false);
    },
  );

  it("is not named by a name that stands in any text", () => {
    expect(namesItself("Bu gece indirim", { names: ["", "A", "be"], mersis: null })).toBe(false);
  });
});

it("the imprint is the trade name with the registry number, and the brand where neither is known", () => {
  expect(imprintOf("Ihlamur A.Ş.", "Ihlamur Ev", "0123456789012345")).toBe("Ihlamur A.Ş. MERSIS 0123456789012345");
  expect(imprintOf(" ", "Ihlamur Ev", null)).toBe("Ihlamur Ev");
});
