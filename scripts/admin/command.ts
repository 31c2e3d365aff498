/** One thing an operator does by hand. */
export interface Command {
  usage: string;
  purpose: string;
  /** @throws Error in one sentence for the person who typed it. */
  run(args: string[]): Promise<void>;
}

/** Commands by their two words, such as `db url`. */
export type Commands = Record<string, Command>;
