import { describe, expect, it } from "vitest";
import { isOptOut } from "./keywords.ts";

describe("R-131 replies that refuse", () => {
  it.each([
    "RET",
    "ret",
    "Ret.",
    "  iptal ",
    "İPTAL",
    "IPTAL",
    "İptal!",
    "stop",
    "STOP MAGAZA",
    "Çıkış",
    "ret mağaza 3055",
    // Some write İ as an I and a dot of its own, as lower case of other languages does.
    "i\u0307ptal",
    "I\u0307PTAL",
    "c\u0327ıkıs\u0327",
    "\u200fRET\u200b",
  ])("%s is a refusal", (text) => expect(isOptOut(text)).toBe(true));

  it.each([
    "",
    "Retro ürün var mı?",
    "Siparişimi iptal",
    "stop by the shop please tomorrow",
    "RETLER",
    "Teşekkürler",
    "👍",
  ])("%s is not", (text) => expect(isOptOut(text)).toBe(false));
});
