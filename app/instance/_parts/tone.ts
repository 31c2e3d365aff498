import type { Tone } from "#components/ui/badge";
import type { Health } from "#lib/domain/instance/model";

const tones: Record<Health, Tone> = { ok: "ok", warn: "warn", bad: "bad", off: "quiet" };

/** The tone in which a health is shown. */
export function toneOf(health: Health): Tone {
  return tones[health];
}
