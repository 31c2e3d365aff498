import { expect, it } from "vitest";
import type { HeldPort } from "./ports.ts";
import { choosePorts, environmentOf, type Instance, publicAddress } from "./settings.ts";

const held = (port: number): HeldPort => ({ port, release: async () => {} });
const instance: Instance = {
  home: "/data",
  keys: { keyring: "k:SECRET-KEYRING", authSecret: "SECRET-AUTH" },
  isDevelopment: false,
  isSandboxOn: true,
  isLoopback: true,
  appUrl: "http://localhost:3000",
  ports: {
    web: held(3000),
    ingest: held(3001),
    worker: held(3002),
    sandboxAuth: held(4010),
    sandboxApi: held(4011),
    sandboxSmtp: held(4012),
  },
  database: { appUrl: "postgresql://APP", loaderUrl: "postgresql://LOADER", ownerUrl: "postgresql://OWNER" },
};
const outside: NodeJS.ProcessEnv = {
  NODE_ENV: "test",
  PATH: "/bin",
  KEYRING: "k:SECRET-KEYRING",
  AUTH_SECRET: "SECRET-AUTH",
  DATABASE_URL: "postgresql://OWNER",
  DATABASE_OWNER_URL: "postgresql://OWNER",
};

const valuesOf = (part: "sandbox" | "web" | "worker" | "ingest") =>
  Object.values(environmentOf(part, outside, instance)).join("\n");

// A process cannot lose what it never had.
it("no process is told the owner's address", () => {
  for (const part of ["sandbox", "web", "worker", "ingest"] as const) expect(valuesOf(part)).not.toContain("OWNER");
});

it("the stand-in providers get no secret and no database at all", () => {
  expect(valuesOf("sandbox")).not.toMatch(/SECRET|postgresql/);
});

it("only what copies rows gets the role that passes row-level security", () => {
  expect(valuesOf("web")).not.toContain("LOADER");
  expect(valuesOf("worker")).toContain("LOADER");
  expect(valuesOf("ingest")).toContain("LOADER");
});

it("with the sandbox on, everybody is pointed at it", () => {
  expect(environmentOf("web", outside, instance)).toMatchObject({
    SANDBOX: "on",
    ILETINIZ_API_URL: "http://localhost:4011",
    SMTP_URL: "smtp://localhost:4012",
    HOST: "127.0.0.1",
  });
  expect(environmentOf("sandbox", outside, instance).SANDBOX_REDIRECT_URIS).toBe(
    "http://localhost:3000/connect/iletiniz/callback",
  );
});

it("a public instance listens on every address and knows no stand-in", () => {
  const open: Instance = { ...instance, isSandboxOn: false, isLoopback: false, appUrl: "https://tellal.example.com" };
  const settings = environmentOf("web", outside, open);
  expect(settings).toMatchObject({ HOST: "0.0.0.0", SANDBOX: "off", NEXTAUTH_URL: "https://tellal.example.com" });
  expect(settings.ILETINIZ_API_URL).toBeUndefined();
});

it("the address of an instance is the one that is set, or this machine", () => {
  expect(publicAddress({ NODE_ENV: "test", APP_URL: "https://tellal.example.com" }, 3000)).toBe(
    "https://tellal.example.com",
  );
  expect(publicAddress({ NODE_ENV: "test" }, 3010)).toBe("http://localhost:3010");
});

it("a setting that is no port is named", async () => {
  await expect(choosePorts({ NODE_ENV: "test", WORKER_PORT: "99999" }, () => {})).rejects.toThrow(/WORKER_PORT/);
});
