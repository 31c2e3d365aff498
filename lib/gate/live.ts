import { isLoginAlive } from "#lib/domain/accounts/queries";
import type { Permission } from "#lib/gate/permissions";
import { findScope } from "#lib/gate/scope";
import { hear } from "#lib/infra/db/ear";
import { withAccount } from "#lib/infra/db/tenant";

/** Between two answers of one stream, however much changes in between. */
const CALM_MS = 300;
/** How often a stream looks by itself: whether its reader may stay, and for what a notification may have missed. */
const BEAT_MS = 5_000;
/** After so long a stream ends; the browser opens the next one by itself, through every check at the door. */
const LONGEST_MS = 10 * 60_000;
/** Streams of one person at once in this process; whoever has more windows open asks instead. */
const MOST_STREAMS = 12;

/** Whose stream it is, and for what. */
export interface Watcher {
  readonly sessionId: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly slug: string;
  readonly permission: Permission;
}

/** Whether a watcher may go on watching: still signed in, still a member, still allowed, the workspace not closed. */
export async function mayStay({ sessionId, userId, workspaceId, slug, permission }: Watcher): Promise<boolean> {
  if (!(await withAccount(null, (tx) => isLoginAlive(tx, sessionId)))) return false;
  const scope = await findScope(userId, slug);
  return scope !== null && scope.workspaceId === workspaceId && scope.may(permission);
}

/** What is streamed: the state of one thing, whenever it changed. */
export interface Watched<T> {
  /** What is told when it changed. */
  readonly topic: string;
  readonly read: () => Promise<T | null>;
  /** Whether nothing will change any more, so that there is nothing to wait for. */
  readonly isFinal: (value: T) => boolean;
  /** Ends the stream: the reader left. */
  readonly signal: AbortSignal;
}

/** The open streams of this process by what ends them, with whose they are. */
const open = new Map<() => void, string>();
let isWaitingForTheEnd = false;

/** A server that is asked to stop waits for what is open, and a stream would be open for minutes more. */
function endWithTheProcess(): void {
  if (isWaitingForTheEnd) return;
  isWaitingForTheEnd = true;
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    process.once(name, () => {
      for (const stop of open.keys()) stop();
    });
  }
}

/** Whether a person has as many streams open as one may have. */
export function hasTooManyStreams(userId: string): boolean {
  return [...open.values()].filter((whose) => whose === userId).length >= MOST_STREAMS;
}

/** The paces of a stream, in milliseconds. */
const paces = { calmMs: CALM_MS, beatMs: BEAT_MS, longestMs: LONGEST_MS };

/** One stream while its reader is there. */
class Stream<T> {
  readonly #watched: Watched<T>;
  readonly #stays: () => Promise<boolean>;
  readonly #write: (text: string) => void;
  readonly #calmMs: number;
  readonly #onEnd: (() => void)[] = [];
  #isBusy = false;
  #isDue = false;
  #last = "";
  #next: NodeJS.Timeout | undefined;

  constructor(
    watched: Watched<T>,
    stays: () => Promise<boolean>,
    write: (text: string) => void,
    { calmMs, beatMs, longestMs }: typeof paces,
  ) {
    this.#watched = watched;
    this.#stays = stays;
    this.#write = write;
    this.#calmMs = calmMs;
    const beat = setInterval(() => void this.#look(), beatMs);
    const end = setTimeout(() => this.stop(), longestMs);
    const unhear = hear(watched.topic, () => this.#told());
    this.#onEnd.push(
      () => clearInterval(beat),
      () => clearTimeout(end),
      unhear,
    );
    void this.#look();
  }

  /** Calls back once, when it is over. */
  atEnd(work: () => void): void {
    this.#onEnd.push(work);
  }

  stop(): void {
    clearTimeout(this.#next);
    for (const work of this.#onEnd.splice(0)) work();
  }

  get #isOver(): boolean {
    return this.#onEnd.length === 0;
  }

  #told(): void {
    this.#isDue = true;
    if (!this.#isBusy) this.#next ??= setTimeout(() => void this.#look(), this.#calmMs);
  }

  /** @returns null for a reader who may not stay; undefined while nothing can be read. */
  async #answer(): Promise<T | null | undefined> {
    try {
      return (await this.#stays()) ? await this.#watched.read() : null;
    } catch {
      // A database that is away for a moment ends no stream: the next beat tries again.
      return undefined;
    }
  }

  async #look(): Promise<void> {
    clearTimeout(this.#next);
    this.#next = undefined;
    if (this.#isBusy || this.#isOver) return;
    this.#isBusy = true;
    this.#isDue = false;
    const answer = await this.#answer();
    this.#isBusy = false;
    if (this.#isOver) return;
    const text = answer === undefined || answer === null ? this.#last : `data: ${JSON.stringify(answer)}`;
    if (answer !== null) this.#write(text === this.#last ? ": beat" : text);
    this.#last = text;
    if (answer === null || (answer !== undefined && this.#watched.isFinal(answer))) {
      this.#write("event: end\ndata: {}");
      this.stop();
    } else if (this.#isDue) this.#told();
  }
}

/**
 * Answers server-sent events: the thing as it is, and again whenever it changed, several changes at once as one.
 *
 * Before each answer the right to it is asked anew; a reader who lost it gets the event `end` and nothing more.
 */
export function liveAnswer<T>(
  userId: string,
  watched: Watched<T>,
  stays: () => Promise<boolean>,
  pace: Partial<typeof paces> = {},
): Response {
  const encoder = new TextEncoder();
  let stream: Stream<T> | undefined;
  const stop = () => stream?.stop();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
      write("retry: 2000");
      endWithTheProcess();
      open.set(stop, userId);
      const opened = new Stream(watched, stays, write, { ...paces, ...pace });
      stream = opened;
      opened.atEnd(() => {
        open.delete(stop);
        watched.signal.removeEventListener("abort", stop);
        // The reader may have closed it already.
        try {
          controller.close();
        } catch {}
      });
      watched.signal.addEventListener("abort", stop);
      if (watched.signal.aborted) stop();
    },
    cancel: stop,
  });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } });
}
