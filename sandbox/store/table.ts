import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * A keyed table kept in one append-only file: each change is a line, the last line of a key wins.
 *
 * The line is handed to the operating system before `set` returns, so a killed process loses nothing it answered.
 * Opening the table compacts the file.
 */
export class Table<Row> {
  readonly #file: string;
  readonly #rows = new Map<string, Row>();

  constructor(file: string, parse: (value: unknown) => Row | null) {
    this.#file = file;
    if (existsSync(file)) {
      for (const line of readFileSync(file, "utf8").split("\n")) this.#replay(line, parse);
      const draft = `${file}.new`;
      writeFileSync(draft, [...this.#rows].map(([key, row]) => `${JSON.stringify([key, row])}\n`).join(""), {
        mode: 0o600,
      });
      renameSync(draft, file);
    } else {
      writeFileSync(file, "", { mode: 0o600 });
    }
  }

  // A torn last line is a change that was never answered, so it is dropped.
  #replay(line: string, parse: (value: unknown) => Row | null): void {
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      return;
    }
    if (!Array.isArray(entry) || typeof entry[0] !== "string") return;
    const row = entry[1] === null ? null : parse(entry[1]);
    if (row === null) this.#rows.delete(entry[0]);
    else this.#rows.set(entry[0], row);
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  values(): Row[] {
    return [...this.#rows.values()];
  }

  set(key: string, row: Row): void {
    appendFileSync(this.#file, `${JSON.stringify([key, row])}\n`);
    this.#rows.set(key, row);
  }

  delete(key: string): void {
    if (!this.#rows.has(key)) return;
    appendFileSync(this.#file, `${JSON.stringify([key, null])}\n`);
    this.#rows.delete(key);
  }

  clear(): void {
    writeFileSync(this.#file, "", { mode: 0o600 });
    this.#rows.clear();
  }
}
