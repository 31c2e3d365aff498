import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // It throws wherever the condition "react-server" is not set, and that condition takes the hooks out of React.
    alias: { "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)) },
  },
  test: {
    include: ["{app,components,lib,worker,ingest,sandbox,scripts,prisma,bench}/**/*.test.{ts,tsx}"],
    environment: "node",
    // Two cores: more workers would wait for each other and for the database.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { hooks: "stack" },
  },
});
