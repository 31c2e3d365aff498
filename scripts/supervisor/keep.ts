/** Something that runs until it ends by itself or is stopped. */
export interface Running {
  /** Resolves when it has ended, with how. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface KeepOptions<Kind extends Running> {
  name: string;
  /** Where a person finds out more. */
  logPath: string;
  start: () => Promise<Kind>;
  /** Called with what runs now, and with undefined when it has ended. */
  onChange: (running: Kind | undefined) => void;
  say: (sentence: string) => void;
  /** Called once when it cannot be kept running. */
  onGivenUp: (sentence: string) => void;
}

const CRASH_WINDOW_MS = 60_000;
const CRASHES_ALLOWED = 5;

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** 0.5 s after a first crash, doubled with each further one in the window: 1, 2, 4 s. */
const restartDelayMs = (crashCount: number) => 250 * 2 ** crashCount;

/**
 * Starts something, and starts it again whenever it ends by itself, until it does so five times within a minute.
 *
 * @throws whatever `start` throws the first time; later that counts as one more crash.
 */
export async function keep<Kind extends Running>(options: KeepOptions<Kind>): Promise<{ stop(): Promise<void> }> {
  const { name, logPath, start, onChange, say, onGivenUp } = options;
  let running: Kind | undefined = await start();
  let isStopping = false;
  onChange(running);

  const startAgain = async (): Promise<string> => {
    try {
      running = await start();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    onChange(running);
    if (isStopping) await running.stop();
    return running.ended;
  };

  const watch = async (first: Kind): Promise<void> => {
    const crashes: number[] = [];
    let how = await first.ended;
    while (!isStopping) {
      onChange(undefined);
      crashes.push(Date.now());
      const recent = crashes.filter((at) => at > Date.now() - CRASH_WINDOW_MS).length;
      if (recent >= CRASHES_ALLOWED) {
        onGivenUp(`${name} ended ${recent} times within a minute (${how}). See ${logPath}.`);
        return;
      }
      say(`${name} ended by itself (${how}); starting it again.`);
      await pause(restartDelayMs(recent));
      if (!isStopping) how = await startAgain();
    }
  };
  void watch(running);
  return {
    async stop() {
      isStopping = true;
      await running?.stop();
    },
  };
}
