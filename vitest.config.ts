import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const all = "{app,components,lib,worker,ingest,sandbox,scripts,prisma,bench}/**/*.test.{ts,tsx}";

// Most files are pure: they import functions and call them. They share a process, which halves what they cost. A file that
// changes settings, the clock or modules, or that stands on a fixture, has one of its own.
const KEEPS = /process\.env|\bvi\.|\.fixture(\.ts)?"|node:child_process|import\(/;

// Those that run a worker against a sandbox take longest and wait for clocks and processes meanwhile. They begin first, so that
// short files fill the gaps and no long one is left over at the end.
const IS_LONG = /\bopenTheatre\(/;

const root = fileURLToPath(new URL(".", import.meta.url));
const files = globSync(all, { cwd: root }).map((file) => ({ file, text: readFileSync(`${root}${file}`, "utf8") }));
const pure = files.filter(({ text }) => !KEEPS.test(text)).map(({ file }) => file);
const long = files.filter(({ text }) => IS_LONG.test(text)).map(({ file }) => file);

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
      { extends: true, test: { name: "whole", include: [all], exclude: [...pure, ...long, "**/node_modules/**"] } },
    ],
    environment: "node",
    // One more than there are cores: a third of the time is spent waiting for a clock, a process or a server.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { hooks: "stack" },
  },
});
