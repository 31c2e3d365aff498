/**
 * `npm run walk [-- --json] [rows]`: a list of a million people into the contacts, and a campaign to more than a hundred thousand of them,
 * by hand in a browser against a whole instance of its own.
 *
 * Prints how long each step took and what each process held meanwhile. The pictures of the progress, and every sample, are left in
 * the folder it names. With fewer rows the same walk is shorter.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateClient } from "../prisma/generate.ts";
import { dataFolder, privateFolder } from "./data-folder.ts";
import { endRunning } from "./run.ts";
import { findBrowser } from "./testing/browser.ts";
import { type Sample, sample } from "./testing/footprint.ts";
import { runPlaywright } from "./testing/journeys.ts";
import { startStack } from "./testing/stack.ts";

const ROWS = 1_000_000;
const LOOK_MS = 2_000;

/** A step of the walk, as the browser's side writes it down. */
interface Step {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly people?: number;
}

/** The most and the last that each process held during a step. */
function heldDuring(samples: readonly Sample[], { startedAt, endedAt }: Step) {
  const held: Record<string, { peakMb: number; lastMb: number }> = {};
  for (const { at, megabytes } of samples) {
    if (at < startedAt || at > endedAt + LOOK_MS) continue;
    for (const [name, value] of Object.entries(megabytes)) {
      held[name] = { peakMb: Math.max(held[name]?.peakMb ?? 0, value), lastMb: value };
    }
  }
  return held;
}

const words = process.argv.slice(2);
const rows = Number(words.find((word) => /^\d+$/.test(word)) ?? ROWS);
const home = privateFolder(dataFolder(process.env.DATA_DIR));
const folder = join(home, "walk");
const say = (sentence: string) => console.error(sentence);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    endRunning();
    process.exit(130);
  });
}

generateClient();
const chromium = await findBrowser(say);
const stack = await startStack(home, 1);
const samples: Sample[] = [];
const looking = setInterval(() => samples.push(sample(stack.pid)), LOOK_MS);
let problems: readonly string[] = [];
try {
  const environment = { ...stack.environment, CHROMIUM_PATH: chromium, WALK_FOLDER: folder, WALK_ROWS: String(rows) };
  problems = (await runPlaywright(join(folder, "playwright.json"), ["--project=walk"], environment)).failures;
} finally {
  clearInterval(looking);
  const problem = await stack.stop();
  if (problem !== undefined) problems = [...problems, problem];
}
writeFileSync(join(folder, "samples.json"), JSON.stringify(samples));
const steps: Step[] = JSON.parse(readFileSync(join(folder, "steps.json"), "utf8"));
const told = steps.map((step) => ({
  step: step.name,
  seconds: Math.round((step.endedAt - step.startedAt) / 100) / 10,
  ...(step.people !== undefined && { people: step.people }),
  held: heldDuring(samples, step),
}));
if (words.includes("--json")) console.log(JSON.stringify({ rows, steps: told, problems }));
else {
  for (const { step, seconds, people, held } of told) {
    const memory = Object.entries(held).map(([name, { peakMb, lastMb }]) => `${name} ${peakMb} (${lastMb}) MB`);
    say(
      `${step}: ${seconds} s${people === undefined ? "" : `, ${people} people`}; most held (and last): ${memory.join(", ")}`,
    );
  }
  for (const problem of problems) say(`FAILED ${problem}`);
  say(`Pictures and samples: ${folder}`);
}
process.exit(problems.length === 0 ? 0 : 1);
