import { describe, expect, it } from "vitest";
import { weaknessOf } from "#lib/domain/accounts/passwords";

const person = ["Ayşe Yılmaz", "ayse.yilmaz@ihlamurev.com"];

// Guards R-047: twelve to 128 characters, nothing that a guesser tries first, and no rules of composition.
describe("weaknessOf refuses", () => {
  it.each([
    ["11 characters", "kısa bir söz".slice(0, 11), "too_short"],
    ["nothing", "", "too_short"],
    ["six faces that are twelve units", "😀😃😄😁😆😅", "too_short"],
    ["129 characters", "kedi ağaca çıktı ".repeat(8).slice(0, 129), "too_long"],
    ["one character", "aaaaaaaaaaaa", "repeated"],
    ["a word twice", "parolaparola", "repeated"],
    ["a word three times in mixed case", "KediKEDİkedi", "repeated"],
    ["three different characters", "ababccabcabc", "repeated"],
    ["digits in order", "123456789012", "sequence"],
    ["digits backwards", "098765432109", "sequence"],
    ["a keyboard row", "qwertyuiop12", "sequence"],
    ["a Turkish keyboard row", "qwertyuıopğü", "sequence"],
    ["columns of the keyboard", "1qaz2wsx3edc", "sequence"],
    ["a zigzag", "1q2w3e4r5t6y", "sequence"],
    ["two rows", "asdfghjk1234", "sequence"],
    ["signs over the digits", "!@#$%^&*()_+", "sequence"],
    ["the word password and a year", "password2026", "common"],
    ["with letters as digits", "P@ssw0rd2026!", "common"],
    ["a club and its year", "Galatasaray1905", "common"],
    ["a club in Turkish letters", "Fenerbahçe.1907!", "common"],
    ["a city", "İSTANBUL34!!", "common"],
    ["a declaration", "seniseviyorum", "common"],
    ["two common words", "merhabadunya", "common"],
    ["the phrase of the comic", "correcthorsebatterystaple", "common"],
    ["own name", "ayseyilmaz26", "personal"],
    ["own address", "Ihlamurev2026!", "personal"],
    ["the product", "Tellal2026!!", "personal"],
  ] as const)("%s", (_, password, weakness) => {
    expect(weaknessOf(password, person)).toBe(weakness);
  });
});

describe("weaknessOf takes", () => {
  it.each([
    ["twelve letters without digits or capitals", "kahve fincan"],
    ["words in a row", "mor sandalye yağmur"],
    ["128 characters", "çınar altında soğuk limonata ".repeat(5).slice(0, 128)],
    ["random characters", "x7#Kq9!mV2@z"],
    ["random digits", "839201746552"],
    ["emoji among words", "deniz 🌊 ve kum"],
    ["a common word inside a sentence", "bizim parola uzun bir cümle"],
    ["own name inside a sentence", "ayse her sabah yedi simit yer"],
  ])("%s", (_, password) => {
    expect(weaknessOf(password, person)).toBeNull();
  });
});

it("answers at once for a long hostile text", () => {
  const started = process.threadCpuUsage();
  weaknessOf(`${"ab".repeat(63)}x`, person);
  weaknessOf("a".repeat(100_000), person);
  // Microseconds; a search that goes back and forth would take minutes.
  const { user, system } = process.threadCpuUsage(started);
  expect(user + system).toBeLessThan(200_000);
});
