import { foldTurkish } from "#lib/domain/messages/fold-turkish";
import type { SkipReason } from "#lib/domain/messages/model";
import { countSegments, type SegmentCount, type SmsEncoding, segmentFigures } from "#lib/domain/messages/segments";
import type { Rendered } from "./template.ts";

/** One text among many, with the line of the list its recipient stands on. */
export interface TextExample {
  readonly line: number;
  readonly segments: number;
  readonly units: number;
  readonly length: number;
}

/** What a campaign would send, as far as its texts alone say. Prices are the provider's. */
export interface Estimate {
  /** Everyone on the list; `sendable` plus the sum of `skipped`. */
  readonly people: number;
  readonly sendable: number;
  readonly skipped: Readonly<Record<EstimateSkip, number>>;
  /** Parts of all sendable texts. */
  readonly segments: number;
  readonly byEncoding: Readonly<Record<SmsEncoding, number>>;
  /** People by number of parts: index 1 is one part; the last index stands for all above `maxSegments`. */
  readonly bySegments: readonly number[];
  /** People whose text has more than `maxSegments` parts; still sendable, with a warning. */
  readonly overSegments: number;
  readonly longest: TextExample | null;
  readonly shortest: TextExample | null;
  /** What writing without Turkish letters would save, and for how many people. */
  readonly folding: { readonly segments: number; readonly people: number };
}

/** The reasons a text alone can leave a recipient out for. */
export type EstimateSkip = Extract<SkipReason, "missing_value" | "empty_text" | "too_long">;

/** What is to be done with one rendered text: send it as counted, or skip it and say why. */
export type TextVerdict =
  | { readonly kind: "send"; readonly count: SegmentCount }
  | { readonly kind: "skip"; readonly reason: EstimateSkip };

const skipped = {
  missing_value: { kind: "skip", reason: "missing_value" },
  empty_text: { kind: "skip", reason: "empty_text" },
  too_long: { kind: "skip", reason: "too_long" },
} as const satisfies Record<EstimateSkip, TextVerdict>;

/** Judges one rendered text. The estimate and the preparation ask this same question, so they cannot differ. */
export function judgeText({ text, missing }: Rendered): TextVerdict {
  if (missing.length > 0) return skipped.missing_value;
  if (text.trim() === "") return skipped.empty_text;
  if (text.length > segmentFigures.maxLength) return skipped.too_long;
  return { kind: "send", count: countSegments(text) };
}

/** Adds up an estimate, recipient by recipient, in constant memory. */
export class EstimateTally {
  readonly #skipped: Record<EstimateSkip, number> = { missing_value: 0, empty_text: 0, too_long: 0 };
  readonly #byEncoding: Record<SmsEncoding, number> = { gsm7: 0, tr7: 0, ucs2: 0 };
  readonly #bySegments: number[] = new Array<number>(segmentFigures.maxSegments + 2).fill(0);
  #people = 0;
  #segments = 0;
  #longest: TextExample | null = null;
  #shortest: TextExample | null = null;
  #savedSegments = 0;
  #savedPeople = 0;

  /**
   * Adds one recipient.
   *
   * @param line Line of the list, to find the longest and the shortest text again.
   */
  add(rendered: Rendered, line: number): void {
    this.#people++;
    const verdict = judgeText(rendered);
    if (verdict.kind === "skip") {
      this.#skipped[verdict.reason]++;
      return;
    }
    const { encoding, segments, units } = verdict.count;
    this.#segments += segments;
    this.#byEncoding[encoding]++;
    const place = Math.min(segments, segmentFigures.maxSegments + 1);
    this.#bySegments[place] = (this.#bySegments[place] ?? 0) + 1;
    this.#keepExtremes({ line, segments, units, length: rendered.text.length });
    if (segments > 1 && encoding !== "gsm7") this.#addSaving(rendered.text, segments);
  }

  /** The estimate of everyone added so far. */
  result(): Estimate {
    const left = Object.values(this.#skipped).reduce((sum, count) => sum + count, 0);
    return {
      people: this.#people,
      sendable: this.#people - left,
      skipped: { ...this.#skipped },
      segments: this.#segments,
      byEncoding: { ...this.#byEncoding },
      bySegments: [...this.#bySegments],
      overSegments: this.#bySegments.at(-1) ?? 0,
      longest: this.#longest,
      shortest: this.#shortest,
      folding: { segments: this.#savedSegments, people: this.#savedPeople },
    };
  }

  #keepExtremes(example: TextExample): void {
    if (this.#longest === null || isLonger(example, this.#longest)) this.#longest = example;
    if (this.#shortest === null || isLonger(this.#shortest, example)) this.#shortest = example;
  }

  #addSaving(text: string, segments: number): void {
    const saved = segments - countSegments(foldTurkish(text)).segments;
    if (saved <= 0) return;
    this.#savedSegments += saved;
    this.#savedPeople++;
  }
}

/** Longer is what costs more; of two that cost the same, the one with more units. */
function isLonger(one: TextExample, other: TextExample): boolean {
  return one.segments === other.segments ? one.units > other.units : one.segments > other.segments;
}
