import pg from "pg";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";

/** The one channel of the database on which processes tell each other that something changed. */
const CHANNEL = "tellal_changes";
const AGAIN_MS = 1_000;

const listeners = new Map<string, Set<() => void>>();
let client: pg.Client | null = null;
let opening: Promise<void> | null = null;
let again: NodeJS.Timeout | undefined;

function wakeAll(): void {
  for (const heard of listeners.values()) for (const wake of heard) wake();
}

function lost(one: pg.Client, error?: Error): void {
  if (client !== one) return;
  client = null;
  if (error !== undefined) log.warn({ err: error }, "notifications lost, listening again");
  void one.end().catch(() => undefined);
  if (listeners.size > 0 && again === undefined) {
    again = setTimeout(() => {
      again = undefined;
      void open();
    }, AGAIN_MS);
    again.unref();
  }
}

async function connect(): Promise<void> {
  const one = new pg.Client({ connectionString: env().databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
  client = one;
  one.on("error", (error) => lost(one, error));
  one.on("end", () => lost(one));
  one.on("notification", ({ payload }) => {
    for (const wake of listeners.get(payload ?? "") ?? []) wake();
  });
  try {
    await one.connect();
    await one.query(`LISTEN ${CHANNEL}`);
    // What was told while nobody listened is made up for.
    wakeAll();
  } catch (error) {
    lost(one, error instanceof Error ? error : new Error(String(error)));
  }
}

function open(): Promise<void> {
  if (client !== null) return opening ?? Promise.resolve();
  opening ??= connect().finally(() => {
    opening = null;
  });
  return opening;
}

/**
 * Calls back whenever some process tells that this topic changed, over one connection for the whole process.
 *
 * A connection that is lost is opened again, and everybody is called then, because something may have been missed. Told is
 * only that something changed; what it is now the caller reads under its own rights.
 *
 * @returns what ends it.
 */
export function hear(topic: string, onTold: () => void): () => void {
  const heard = listeners.get(topic) ?? new Set();
  listeners.set(topic, heard.add(onTold));
  void open();
  return () => {
    heard.delete(onTold);
    if (heard.size === 0 && listeners.get(topic) === heard) listeners.delete(topic);
  };
}

/** SQL that tells everybody who hears a topic, given as its first parameter; by the end of the transaction it stands in. */
export const TELL = `SELECT pg_notify('${CHANNEL}', $1)`;

/** Stops listening; for a process that stops. */
export async function closeEar(): Promise<void> {
  listeners.clear();
  clearTimeout(again);
  again = undefined;
  await opening;
  const one = client;
  client = null;
  await one?.end().catch(() => undefined);
}
