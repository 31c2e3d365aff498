import { expect, it } from "vitest";
import { missingOptionals, platformOf } from "./complete-lockfile.ts";

it("an optional package is missing unless it is found where Node would look", () => {
  const packages = {
    "": { optionalDependencies: { top: "^1.0.0" } },
    "node_modules/a": { optionalDependencies: { near: "2.0.0", above: "3.0.0", gone: "~4.1.0" } },
    "node_modules/a/node_modules/near": { version: "2.0.0" },
    "node_modules/above": { version: "3.0.0" },
  };
  expect(missingOptionals({ packages })).toEqual([
    { name: "top", version: "1.0.0", dependent: "" },
    { name: "gone", version: "4.1.0", dependent: "node_modules/a" },
  ]);
});

// A wrong platform would make npm install a package that cannot run, or skip one that is needed.
it.each([
  ["@biomejs/cli-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
  ["@biomejs/cli-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@swc/core-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("%s is for %o", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
