import { defineConfig } from "@playwright/test";
import type { Instance } from "./e2e/fixtures/journey.ts";

const isRoot = process.getuid?.() === 0;
const executablePath = process.env.CHROMIUM_PATH;
// The browser talks to the instance under test and to nobody else.
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Pages are read here and left: drawing them with more than is needed, and compiling what runs once as if it ran for hours, is what
// a browser spends most on.
const brief = ["--disable-gpu", "--disable-software-rasterizer", "--js-flags=--no-opt,--no-maglev"];

export default defineConfig<object, Instance>({
  testDir: "e2e",
  outputDir: "test-results",
  // `npm test` starts a whole instance for the journeys and says here where it is.
  use: {
    ...(process.env.E2E_BASE_URL && { baseURL: process.env.E2E_BASE_URL }),
    browserName: "chromium",
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Chromium refuses to run as root with its sandbox.
      args: [...(isRoot ? ["--no-sandbox"] : []), ...quiet, ...brief],
    },
    locale: "tr-TR",
    timezoneId: "Europe/Istanbul",
    // A third of the browser's work: on request, for the one journey that is looked into.
    trace: process.env.E2E_TRACE === "on" ? "retain-on-failure" : "off",
  },
  projects: [
    // Needs an instance without anybody, so it runs before all others.
    { name: "first-owner", testMatch: "**/first-owner.spec.ts" },
    {
      name: "journeys",
      testMatch: "**/*.spec.ts",
      testIgnore: ["**/first-owner.spec.ts", "**/sign-in-rush.spec.ts"],
      dependencies: ["first-owner"],
    },
    // who may see what does not change when the proxy is gone. It stands before no address under /api, and it is no part of an
    // action that a page has passed on: strangers try each of those here, and the roles each page.
    {
      name: "without-proxy",
      testMatch: ["**/stranger.spec.ts", "**/access*.spec.ts", "**/bypass.spec.ts"],
      grepInvert: /\/api\/|Action is for: |@proxy/,
      use: { hasProxy: false },
      dependencies: ["first-owner"],
    },
    // `npm run walk`: a million people by hand, which takes minutes and is no part of the tests.
    ...(process.env.WALK_FOLDER === undefined ? [] : [{ name: "walk", testMatch: "**/million.walk.ts" }]),
    // it measures an instance that nobody else uses.
    { name: "alone", testMatch: "**/sign-in-rush.spec.ts", dependencies: ["journeys", "without-proxy"] },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  // Two more than there are cores: journeys wait for the worker, its clock and each other much of the time.
  workers: 4,
  retries: 0,
  forbidOnly: true,
});
