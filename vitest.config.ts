import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const all = "{app,components,lib,worker,ingest,sandbox,scripts,prisma,bench}/**/*.test.{ts,tsx}";

// Most files are pure: they import functions and call them. They share a process, which halves what they cost. A file that
// changes settings, the clock or modules, or that stands on a fixture, has one of its own.
const KEEPS = /process\.env|\bvi\.|\.fixture(\.ts)?"|node:child_process|import\(/;

// Those that run a worker against a sandbox or start programs take longest and wait for clocks and processes meanwhile, and so do
// those that ask for more time than others. They begin first, so that short files fill the gaps and no long one is left over at
// the end.
const IS_LONG = /\bopenTheatre\(|\brunNode\(|^ *\}, \d{2,3}_000\);/m;

const root = fileURLToPath(new URL(".", import.meta.url));
const files = globSync(all, { cwd: root }).map((file) => ({ file, text: readFileSync(`${root}${file}`, "utf8") }));
const long = files.filter(({ text }) => IS_LONG.test(text)).map(({ file }) => file);
const pure = files.filter(({ file, text }) => !KEEPS.test(text) && !long.includes(file)).map(({ file }) => file);

export default defineConfig({
  resolve: {
    // It throws wherever the condition "react-server" is not set, and that condition takes the hooks out of React.
    alias: { "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)) },
  },
  test: {
    projects: [
      // They run in the order of their names.
      { extends: true, test: { name: "long", include: long } },
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      // A thread of its own is enough for these and costs a tenth less: WebAssembly is compiled once for all of them.
      {
        extends: true,
        test: { name: "whole", include: [all], exclude: [...pure, ...long, "**/node_modules/**"], pool: "threads" },
      },
    ],
    environment: "node",
    // Two more than there are cores: half of the time is spent waiting for a clock, a process or a server.
    maxWorkers: 4,
    // What it ends is a test that hangs. One that starts programs takes many times longer on a machine that is busy with others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { hooks: "stack" },
  },
});
