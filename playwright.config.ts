import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // `npm test` starts a whole instance for the journeys and says here where it is.
  use: {
    ...(process.env.E2E_BASE_URL && { baseURL: process.env.E2E_BASE_URL }),
    browserName: "chromium",
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Chromium refuses to run as root with its sandbox.
      args: isRoot ? ["--no-sandbox"] : [],
    },
    locale: "tr-TR",
    timezoneId: "Europe/Istanbul",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
});
