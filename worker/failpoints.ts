import { env } from "#lib/infra/env";

/** Places at which a crash is most telling. */
export type Failpoint =
  | "claimed"
  | "attempt-committed"
  | "answered"
  | "recorded"
  | "copying"
  | "copied"
  | "polled"
  | "reports-applied";

let passed = 0;

/**
 * Ends the process as SIGKILL does when it was started to die here: `FAILPOINT=name` or `name:3` for the third pass.
 *
 * Only with FAILPOINTS=on, which the settings refuse unless the instance is on a loopback address.
 */
export function failpoint(place: Failpoint): void {
  const wanted = env().failpoint;
  if (wanted === undefined) return;
  const [name, count = "1"] = wanted.split(":");
  if (name !== place) return;
  passed += 1;
  if (passed === Number(count)) process.kill(process.pid, "SIGKILL");
}
