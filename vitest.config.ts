import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const all = "{app,components,lib,worker,ingest,sandbox,scripts,prisma,bench}/**/*.test.{ts,tsx}";

// Most files are pure: they import functions and call them. They share a process, which halves what they cost. A file that
// changes settings, the clock or modules, or that stands on a fixture, has one of its own.
const KEEPS = /process\.env|\bvi\.|\.fixture(\.ts)?"|node:child_process|import\(/;

const root = fileURLToPath(new URL(".", import.meta.url));
const pure = globSync(all, { cwd: root }).filter((file) => !KEEPS.test(readFileSync(`${root}${file}`, "utf8")));

export default defineConfig({
  resolve: {
    // It throws wherever the condition "react-server" is not set, and that condition takes the hooks out of React.
    alias: { "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)) },
  },
  test: {
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "whole", include: [all], exclude: [...pure, "**/node_modules/**"] } },
    ],
    environment: "node",
    // One more than there are cores: a third of the time is spent waiting for a clock, a process or a server.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { hooks: "stack" },
  },
});
