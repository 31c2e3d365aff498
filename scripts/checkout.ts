import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder this checkout lives in, symbolic links resolved. */
export const ROOT = realpathSync(resolve(dirname(fileURLToPath(import.meta.url)), ".."));

/** Whether the module at `url` is the program that was started, rather than imported by another one. */
export function isMain(url: string): boolean {
  const program = process.argv[1];
  return program !== undefined && realpathSync(program) === realpathSync(fileURLToPath(url));
}
