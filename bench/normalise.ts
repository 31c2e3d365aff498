import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { byLibrary, byUs, randomNational, spell } from "#lib/domain/contacts/spellings.fixture";
import { seeded } from "#lib/infra/draw.fixture";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";

const FUZZED = 1_000_000;
const NUMBERS = 200_000;
/** How often we read what the library reads once, so that both take long enough to be timed. */
const REPEATS = 20;
const RUNS = 5;
const TARGET = 20;

/** Turkish mobiles in the spellings of real lists. */
function mobiles(): string[] {
  const next = seeded(1_453);
  return Array.from({ length: NUMBERS }, () => {
    const digits = `5${30 + next(30)}${String(next(10_000_000)).padStart(7, "0")}`;
    const grouped = `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6, 8)} ${digits.slice(8)}`;
    return [`+90${digits}`, `0${digits}`, digits, `90${digits}`, `0${grouped}`, `+90 ${grouped}`][next(6)] ?? digits;
  });
}

/** Numbers read in a second. Every one must be read: a reader that gives up early is fast for nothing. */
function rate(spellings: readonly string[], repeats: number, read: (spelled: string) => boolean): number {
  const startedAt = performance.now();
  let count = 0;
  for (let turn = 0; turn < repeats; turn++) for (const spelled of spellings) if (read(spelled)) count++;
  if (count !== spellings.length * repeats) throw new Error("a mobile number was not read as one");
  return (count / (performance.now() - startedAt)) * 1_000;
}

/** The spellings on which we and the library, with all it knows, say different things. */
function differing(): string[] {
  const next = seeded(1_923);
  const found: string[] = [];
  for (let n = 0; n < FUZZED; n++) {
    const spelled = spell(randomNational(next), next);
    if (byUs(spelled) !== byLibrary(spelled)) found.push(spelled);
  }
  return found;
}

/** Reads Turkish mobiles, against the library with the least metadata; then a million spellings, against its verdict. */
export default async function normalise({ say }: BenchContext): Promise<BenchResult> {
  const spellings = mobiles();
  const ours = (spelled: string) => parseMsisdn(spelled).ok;
  // Without its search for a number inside a text, which we do not do either.
  const options = { defaultCountry: "TR", extract: false } as const;
  const library = (spelled: string) => parsePhoneNumberFromString(spelled, options)?.isValid() === true;
  const runs: BenchRun[] = [];
  for (let n = 1; n <= RUNS; n++) {
    const baseline = rate(spellings, 1, library);
    const value = rate(spellings, REPEATS, ours);
    runs.push({ value, baseline, ratio: value / baseline });
    say(`run ${n}: ${Math.round(value)}/s against ${Math.round(baseline)}/s`);
  }
  const wrong = differing();
  const middle = median(runs);
  const examples =
    wrong.length === 0
      ? ""
      : `: ${wrong
          .slice(0, 5)
          .map((one) => JSON.stringify(one))
          .join(", ")}`;
  return {
    ...{ name: "normalise", unit: "numbers/s", ...middle, target: TARGET },
    pass: middle.ratio >= TARGET && wrong.length === 0,
    runs,
    notes: [
      `value: ${NUMBERS} Turkish mobiles in six spellings, ${REPEATS} times over`,
      "baseline: parsePhoneNumberFromString and isValid of libphonenumber-js/min on the same spellings",
      `of ${FUZZED} fuzzed spellings of mobiles, landlines and nonsense, libphonenumber-js/max says something else about ${wrong.length}${examples}`,
    ],
  };
}
