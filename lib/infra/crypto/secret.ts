import { inspect } from "node:util";

/**
 * A secret text that prints as `[secret]` wherever it slips: strings, JSON, logs, the inspector.
 *
 * It does not promise that memory is wiped; a JavaScript string can't be. It keeps the text out of the places people read.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one call that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
