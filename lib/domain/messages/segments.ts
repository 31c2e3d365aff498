import { alphabetFlags, IN_GSM7, IN_TR7, TAKES_TWO } from "./alphabets.ts";
import { isPair } from "./surrogates.ts";

/** How a text travels: the GSM 7-bit default alphabet, its Turkish variant, or UCS-2. */
export type SmsEncoding = "gsm7" | "tr7" | "ucs2";

/** What a text is billed as. */
export interface SegmentCount {
  readonly encoding: SmsEncoding;
  /** Septets for the 7-bit encodings, UTF-16 code units for ucs2. */
  readonly units: number;
  /** Billed parts; 0 for an empty text. */
  readonly segments: number;
  /** Units still free in the last part. */
  readonly remaining: number;
}

/**
 * Every figure the counting rests on, so that a correction is a change of these lines only.
 *
 * `first` is the room of the first part, `next` that of each later one; the operator's code at the end of every bulk
 * message (a space and four characters) is already taken out of them. Source: iletiMerkezi send-sms, field `text`, read
 * literally; it agrees with plain radio arithmetic (160 - 5, 155 - 5, 70 - 5) for messages of one part.
 */
export const segmentFigures = {
  rooms: {
    gsm7: { first: 155, next: 153 },
    tr7: { first: 150, next: 148 },
    ucs2: { first: 65, next: 63 },
  },
  /** Units of the operator's code, such as ` B186`. Plain ASCII, so it never changes the encoding. */
  suffixUnits: 5,
  /** More parts than this are refused by iletiMerkezi; elsewhere a warning. */
  maxSegments: 7,
  /** Longest text iletiniz takes, in UTF-16 code units. */
  maxLength: 1600,
} as const satisfies {
  rooms: Record<SmsEncoding, { first: number; next: number }>;
  suffixUnits: number;
  maxSegments: number;
  maxLength: number;
};

/**
 * Counts the segments a text is billed as.
 *
 * Parts are filled greedily and a two-unit character is never cut in half, so the count can exceed what division
 * gives. The result is an estimate: what the provider reports is the charge. Source: 3GPP TS 23.038 (alphabets),
 * 3GPP TS 23.040 9.2.3.24 (joining). A lone surrogate counts as one unit; `normaliseText` refuses it.
 *
 * @param text Exactly as it will be sent, so normalised and with its variables filled in.
 */
export function countSegments(text: string): SegmentCount {
  let common = IN_GSM7 | IN_TR7;
  let doubles = 0;
  for (let at = 0; at < text.length; at++) {
    const flags = alphabetFlags[text.charCodeAt(at)] ?? 0;
    common &= flags;
    if (common === 0) return countUcs2(text);
    doubles += flags & TAKES_TWO;
  }
  const encoding = (common & IN_GSM7) !== 0 ? "gsm7" : "tr7";
  const units = text.length + doubles / TAKES_TWO;
  if (doubles === 0 || units <= segmentFigures.rooms[encoding].first) return divide(encoding, units);
  return pack(encoding, units, text, takesTwoSeptets);
}

function countUcs2(text: string): SegmentCount {
  const units = text.length;
  if (units <= segmentFigures.rooms.ucs2.first) return divide("ucs2", units);
  return pack("ucs2", units, text, isPair);
}

/** The count when no two-unit character can meet a boundary. */
function divide(encoding: SmsEncoding, units: number): SegmentCount {
  const { first, next } = segmentFigures.rooms[encoding];
  if (units <= first) return { encoding, units, segments: units === 0 ? 0 : 1, remaining: first - units };
  const later = Math.ceil((units - first) / next);
  return { encoding, units, segments: 1 + later, remaining: first + later * next - units };
}

/** The count by filling part after part; what does not fit whole opens the next part and the unit left is wasted. */
function pack(
  encoding: SmsEncoding,
  units: number,
  text: string,
  isDouble: (text: string, at: number) => boolean,
): SegmentCount {
  const { first, next } = segmentFigures.rooms[encoding];
  let segments = 1;
  let room: number = first;
  for (let at = 0; at < text.length; at++) {
    let cost = 1;
    if (isDouble(text, at)) {
      cost = 2;
      // A surrogate pair is one character in two code units; an escaped septet pair is one code unit.
      if (encoding === "ucs2") at++;
    }
    if (cost > room) {
      segments++;
      room = next;
    }
    room -= cost;
  }
  return { encoding, units, segments, remaining: room };
}

function takesTwoSeptets(text: string, at: number): boolean {
  return ((alphabetFlags[text.charCodeAt(at)] ?? 0) & TAKES_TWO) !== 0;
}
