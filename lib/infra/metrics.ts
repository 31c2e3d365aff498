import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { equalHashes, hashToken } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

const registry = new Registry();
const gauges = new Map<string, Gauge>();
const refreshers: (() => Promise<void>)[] = [];
let isOpen = false;

/** One value of a gauge. Labels never name a workspace, a person or a number. */
export interface Measured {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Starts measuring this process itself: memory, event loop, collection. Has no effect a second time. */
export function openMetrics(): void {
  if (isOpen) return;
  isOpen = true;
  registry.setDefaultLabels({ process: process.env.TELLAL_PROCESS ?? "web" });
  collectDefaultMetrics({ register: registry });
}

/** Makes a counter of this process. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}

/** Has values read anew for every scrape; what was there before and is not now is left out. */
export function measureEachTime(read: () => Promise<readonly Measured[]>): void {
  const own = new Set<Gauge>();
  refreshers.push(async () => {
    const measured = await read();
    for (const gauge of own) gauge.reset();
    for (const { name, help, value, labels = {} } of measured) {
      const known = gauges.get(name);
      const gauge = known ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
      gauges.set(name, gauge);
      own.add(gauge);
      gauge.set({ ...labels }, value);
    }
  });
}

/** The answer to a scrape; null for whoever does not know the token, and where none is set. */
export async function scrape(authorization: string | null | undefined): Promise<{ type: string; body: string } | null> {
  const { metricsToken } = env();
  const sent = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
  if (metricsToken === undefined || sent === undefined) return null;
  if (!equalHashes(hashToken(sent), hashToken(metricsToken))) return null;
  for (const refresh of refreshers) await refresh();
  return { type: registry.contentType, body: await registry.metrics() };
}
