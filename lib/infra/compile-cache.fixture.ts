import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where processes that tests start keep what compiling them gave, which halves the start of the next. */
export const COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "tellal-compile-cache");
