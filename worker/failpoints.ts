import { env } from "#lib/infra/env";

/** Places at which a crash is most telling. */
export type Failpoint =
  | "claimed"
  | "attempt-written"
  | "attempt-committed"
  | "permitted"
  | "calling"
  | "answered"
  | "result-written"
  | "recorded"
  | "given-back"
  | "reclaimed"
  | "looked-up"
  | "taken-back"
  | "copying"
  | "copied"
  | "polled"
  | "reports-applied";

let passed = 0;

/**
 * Ends the process as SIGKILL does when it was started to die here: `FAILPOINT=name`, or `name:3` for the third pass.
 * `name:3:freeze` stops it instead, as SIGSTOP does, until somebody wakes it.
 *
 * Only with FAILPOINTS=on, which the settings refuse unless the instance is on a loopback address.
 */
export function failpoint(place: Failpoint): void {
  const wanted = env().failpoint;
  if (wanted === undefined) return;
  const [name, count = "1", act = "die"] = wanted.split(":");
  if (name !== place) return;
  passed += 1;
  if (passed === Number(count)) process.kill(process.pid, act === "freeze" ? "SIGSTOP" : "SIGKILL");
}
