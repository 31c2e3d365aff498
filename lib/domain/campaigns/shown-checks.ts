import type { PreflightCheck, PreflightCode } from "./preflight.ts";

/** Lines that only repeat what an earlier one says: without a list nothing about people, without a text nothing about it. */
const follows: Partial<Record<PreflightCode, readonly PreflightCode[]>> = {
  audience: ["missing_values", "length", "segments", "consent", "quota", "cap", "own_cap", "duplicates", "pace"],
  text: ["missing_values", "length", "segments", "opt_out", "identity", "duplicates"],
  connection: ["permission", "plan", "quota"],
  kind: ["consent", "opt_out", "identity"],
};

/** Lines about rules that a workspace may have; where it has none there is nothing to say. */
const optional: readonly PreflightCode[] = [
  "foreign",
  "exclusions",
  "frequency",
  "cap",
  "own_cap",
  "start",
  "quiet",
  "pace",
];

/** While nobody would get anything, that the quota is enough for it and that it takes no parts is no news. */
function isAboutNobody({ code, level, detail }: PreflightCheck): boolean {
  if (level !== "green") return false;
  return (code === "quota" && detail.people === 0) || (code === "segments" && detail.segments === 0);
}

/** The lines of a check that say something of their own; the level of the whole check is that of these. */
export function shownChecks(checks: readonly PreflightCheck[]): PreflightCheck[] {
  const mute = new Set(checks.filter((check) => check.level === "red").flatMap((check) => follows[check.code] ?? []));
  return checks.filter((check) => {
    const isOff = check.reason === "none" && optional.includes(check.code);
    return !mute.has(check.code) && !isOff && !isAboutNobody(check);
  });
}
