import { describe, expect, it } from "vitest";
import { type Draw, seeded } from "#lib/infra/draw.fixture";
import { alphabetFlags, IN_GSM7, IN_TR7, TAKES_TWO } from "./alphabets.ts";
import { countSegments, type SmsEncoding, segmentFigures } from "./segments.ts";

/** Number, text, UTF-16 length, encoding, units, parts; each worked out twice, by hand at the boundaries. */
const vectors: [number, string, number, SmsEncoding, number, number][] = [
  [1, "", 0, "gsm7", 0, 0],
  [2, "Hello", 5, "gsm7", 5, 1],
  [3, "a".repeat(155), 155, "gsm7", 155, 1],
  [4, "a".repeat(156), 156, "gsm7", 156, 2],
  [5, "a".repeat(301), 301, "gsm7", 301, 2],
  [6, "a".repeat(302), 302, "gsm7", 302, 2],
  [7, "a".repeat(306), 306, "gsm7", 306, 2],
  [8, "a".repeat(307), 307, "gsm7", 307, 2],
  [9, "a".repeat(308), 308, "gsm7", 308, 2],
  [10, "a".repeat(309), 309, "gsm7", 309, 3],
  [11, "a".repeat(461), 461, "gsm7", 461, 3],
  [12, "a".repeat(462), 462, "gsm7", 462, 4],
  [13, "a".repeat(1066), 1066, "gsm7", 1066, 7],
  [14, "a".repeat(1067), 1067, "gsm7", 1067, 7],
  [15, "a".repeat(1071), 1071, "gsm7", 1071, 7],
  [16, "a".repeat(1073), 1073, "gsm7", 1073, 7],
  [17, "a".repeat(1074), 1074, "gsm7", 1074, 8],
  [18, "a".repeat(1600), 1600, "gsm7", 1600, 11],
  [19, "[a]^{b}\u007c~\\", 10, "gsm7", 18, 1],
  [20, "[".repeat(77), 77, "gsm7", 154, 1],
  [21, "[".repeat(78), 78, "gsm7", 156, 2],
  [22, `${"a".repeat(153)}€`, 154, "gsm7", 155, 1],
  [23, `${"a".repeat(154)}€`, 155, "gsm7", 156, 2],
  [24, `${"a".repeat(155)}€`, 156, "gsm7", 157, 2],
  [25, `${"a".repeat(154)}€${"b".repeat(151)}`, 306, "gsm7", 307, 2],
  [26, `${"a".repeat(154)}€${"b".repeat(152)}`, 307, "gsm7", 308, 3],
  [27, `${"a".repeat(155) + "b".repeat(151)}^`, 307, "gsm7", 308, 2],
  [28, `${"a".repeat(155) + "b".repeat(152)}^`, 308, "gsm7", 309, 3],
  [29, `${"a".repeat(154)}€${"b".repeat(150)}^`, 306, "gsm7", 308, 3],
  [30, "a\nb", 3, "gsm7", 3, 1],
  [31, "a\r\nb", 4, "gsm7", 4, 1],
  [32, "a\tb", 3, "ucs2", 3, 1],
  [33, "`", 1, "ucs2", 1, 1],
  [34, "a\u00a0b", 3, "ucs2", 3, 1],
  [35, "\u2019", 1, "ucs2", 1, 1],
  [36, "\u2026", 1, "ucs2", 1, 1],
  [37, "ÖöÜüÇ", 5, "gsm7", 5, 1],
  [38, "ç", 1, "tr7", 1, 1],
  [39, "İstanbul", 8, "tr7", 8, 1],
  [40, "ı", 1, "tr7", 1, 1],
  [41, "iI", 2, "gsm7", 2, 1],
  [42, "i\u0307", 2, "ucs2", 2, 1],
  [43, "c\u0327", 2, "ucs2", 2, 1],
  [44, "ÇÖÜ çğış İ", 10, "tr7", 10, 1],
  [45, `ş${"a".repeat(149)}`, 150, "tr7", 150, 1],
  [46, `ş${"a".repeat(150)}`, 151, "tr7", 151, 2],
  [47, `ş${"a".repeat(292)}`, 293, "tr7", 293, 2],
  [48, `ş${"a".repeat(293)}`, 294, "tr7", 294, 2],
  [49, `ş${"a".repeat(297)}`, 298, "tr7", 298, 2],
  [50, `ş${"a".repeat(298)}`, 299, "tr7", 299, 3],
  [51, `ş${"a".repeat(1037)}`, 1038, "tr7", 1038, 7],
  [52, `ş${"a".repeat(1038)}`, 1039, "tr7", 1039, 8],
  [53, "ş€", 2, "tr7", 3, 1],
  [54, `ş${"a".repeat(147)}€`, 149, "tr7", 150, 1],
  [55, `ş${"a".repeat(148)}€`, 150, "tr7", 151, 2],
  [56, `ş${"a".repeat(148)}{${"b".repeat(146)}`, 296, "tr7", 297, 2],
  [57, `ş${"a".repeat(148)}{${"b".repeat(147)}`, 297, "tr7", 298, 3],
  [58, "è", 1, "gsm7", 1, 1],
  [59, "şè", 2, "ucs2", 2, 1],
  [60, "ğØ", 2, "ucs2", 2, 1],
  [61, "ñş", 2, "tr7", 2, 1],
  [62, "Δş", 2, "tr7", 2, 1],
  [63, "á", 1, "ucs2", 1, 1],
  [64, "€", 1, "gsm7", 2, 1],
  [65, "₺", 1, "ucs2", 1, 1],
  [66, "Toplam: 1.250,00 ₺", 18, "ucs2", 18, 1],
  [67, "Toplam: 1.250,00 TL", 19, "gsm7", 19, 1],
  [68, "Sayın Ayşe, randevunuz 14:30 için onaylandı.", 44, "tr7", 44, 1],
  [69, "₺".repeat(65), 65, "ucs2", 65, 1],
  [70, "₺".repeat(66), 66, "ucs2", 66, 2],
  [71, "₺".repeat(128), 128, "ucs2", 128, 2],
  [72, "₺".repeat(129), 129, "ucs2", 129, 3],
  [73, "₺".repeat(130), 130, "ucs2", 130, 3],
  [74, "₺".repeat(443), 443, "ucs2", 443, 7],
  [75, "₺".repeat(444), 444, "ucs2", 444, 8],
  [76, "😀", 2, "ucs2", 2, 1],
  [77, "😀".repeat(32), 64, "ucs2", 64, 1],
  [78, "😀".repeat(33), 66, "ucs2", 66, 2],
  [79, "😀".repeat(63), 126, "ucs2", 126, 2],
  [80, "😀".repeat(64), 128, "ucs2", 128, 3],
  [81, `${"₺".repeat(63)}😀`, 65, "ucs2", 65, 1],
  [82, `${"₺".repeat(64)}😀`, 66, "ucs2", 66, 2],
  [83, `${"₺".repeat(64)}😀${"₺".repeat(61)}`, 127, "ucs2", 127, 2],
  [84, `${"₺".repeat(64)}😀${"₺".repeat(62)}`, 128, "ucs2", 128, 3],
  [85, `${"₺".repeat(127)}😀`, 129, "ucs2", 129, 3],
  [86, "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}", 8, "ucs2", 8, 1],
  [87, "\u{1F1F9}\u{1F1F7}", 4, "ucs2", 4, 1],
  [88, "\u2764\ufe0f", 2, "ucs2", 2, 1],
];

/** A second implementation, written from the algorithm in words: one cost per code point, filled part by part. */
function countByTheBook(text: string) {
  const points = [...text].map((character) => ({ character, flags: flagsOf(character) }));
  const encoding: SmsEncoding = points.every(({ flags }) => flags & IN_GSM7)
    ? "gsm7"
    : points.every(({ flags }) => flags & IN_TR7)
      ? "tr7"
      : "ucs2";
  const costs = points.map(({ character, flags }) =>
    encoding === "ucs2" ? character.length : flags & TAKES_TWO ? 2 : 1,
  );
  const { first, next } = segmentFigures.rooms[encoding];
  let segments = costs.length === 0 ? 0 : 1;
  let room: number = first;
  for (const cost of costs) {
    if (cost > room) {
      segments += 1;
      room = next;
    }
    room -= cost;
  }
  return { encoding, units: costs.reduce((sum, cost) => sum + cost, 0), segments, remaining: room };
}

function flagsOf(character: string): number {
  return character.length > 1 ? 0 : (alphabetFlags[character.charCodeAt(0)] ?? 0);
}

function randomText(next: Draw): string {
  const pools = ["abc ", "abc€[]", "abcşğıç", "abş€{", "abcè", "ab₺", "a😀b", "ş😀è€", "abcdefgh"];
  const pool = [...(pools[next(pools.length)] ?? "a")];
  return Array.from({ length: next(480) }, () => pool[next(pool.length)] ?? "a").join("");
}

describe("countSegments", () => {
  it.each(vectors)("vector %i", (_number, text, length, encoding, units, segments) => {
    expect(text).toHaveLength(length);
    expect(countSegments(text)).toMatchObject({ encoding, units, segments });
  });

  it("counts nothing for an empty text, with a whole part free", () => {
    expect(countSegments("")).toEqual({ encoding: "gsm7", units: 0, segments: 0, remaining: 155 });
  });

  it.each([
    ["a", "", [156, 309, 462, 615, 768, 921, 1074]],
    ["a", "ş", [151, 299, 447, 595, 743, 891, 1039]],
    ["₺", "", [66, 129, 192, 255, 318, 381, 444]],
  ])("steps up exactly where it should for %j after %j", (letter, start, steps) => {
    const found: number[] = [];
    let before = 1;
    for (let n = 1; n <= 1100 && found.length < 7; n++) {
      const { segments } = countSegments(start + letter.repeat(n - start.length));
      expect(segments).toBeGreaterThanOrEqual(before);
      if (segments > before) found.push(n);
      before = segments;
    }
    expect(found).toEqual(steps);
  });

  it("agrees with the algorithm in words on 20,000 seeded texts, the free units included", () => {
    const next = seeded(20_261_121);
    for (let n = 0; n < 20_000; n++) {
      const text = randomText(next);
      expect(countSegments(text), JSON.stringify(text)).toEqual(countByTheBook(text));
    }
  });

  it("never charges more after the last character outside GSM is removed", () => {
    const next = seeded(7);
    for (let n = 0; n < 5_000; n++) {
      const points = [...randomText(next)];
      const last = points.findLastIndex((character) => !(flagsOf(character) & IN_GSM7));
      if (last < 0) continue;
      const shorter = points.toSpliced(last, 1).join("");
      expect(countSegments(shorter).segments).toBeLessThanOrEqual(countSegments(points.join("")).segments);
    }
  });

  it("finds the same units in any order of the characters, though not always the same parts", () => {
    const next = seeded(11);
    for (let n = 0; n < 2_000; n++) {
      const text = randomText(next);
      const reversed = [...text].reverse().join("");
      expect(countSegments(reversed).units).toBe(countSegments(text).units);
      expect(countSegments(reversed).encoding).toBe(countSegments(text).encoding);
    }
    const wasteful = `${"a".repeat(154)}€${"b".repeat(152)}`;
    expect(countSegments(wasteful).segments).toBe(3);
    expect(countSegments([...wasteful].reverse().join("")).segments).toBe(2);
  });

  it("tells how much room the last part has left", () => {
    expect(countSegments("a".repeat(155)).remaining).toBe(0);
    expect(countSegments("a".repeat(156)).remaining).toBe(152);
    expect(countSegments(`ş${"a".repeat(148)}{`).remaining).toBe(146);
    expect(countSegments("😀".repeat(33)).remaining).toBe(61);
  });

  it("counts half a surrogate pair as one unit, wherever it stands", () => {
    expect(countSegments("\ud83d")).toMatchObject({ encoding: "ucs2", units: 1, segments: 1 });
    expect(countSegments(`${"₺".repeat(64)}\ud83d`)).toMatchObject({ units: 65, segments: 1 });
    expect(countSegments(`${"\ude00\ud83d".repeat(64)}a`)).toEqual(countByTheBook(`${"\ude00\ud83d".repeat(64)}a`));
  });

  it("keeps the published caps of seven parts", () => {
    const caps = { gsm7: 1073, tr7: 1038, ucs2: 443 };
    for (const encoding of ["gsm7", "tr7", "ucs2"] as const) {
      const { first, next } = segmentFigures.rooms[encoding];
      expect(first + (segmentFigures.maxSegments - 1) * next).toBe(caps[encoding]);
    }
  });
});
