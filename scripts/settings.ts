import { join } from "node:path";
import type { DatabaseAddresses } from "./database.ts";
import { deriveSecret, type Keys } from "./keys.ts";
import { type HeldPort, holdPort } from "./ports.ts";

/** The processes of one machine besides the database. */
export type PartName = "sandbox" | "web" | "worker" | "ingest";

/** The ports of one start, kept from others until their programs listen on them. */
export interface Ports {
  web: HeldPort;
  ingest: HeldPort;
  worker: HeldPort;
  sandboxAuth: HeldPort;
  sandboxApi: HeldPort;
  sandboxSmtp: HeldPort;
}

const DEFAULT_PORTS = {
  web: ["PORT", 3000],
  ingest: ["INGEST_PORT", 3001],
  worker: ["WORKER_PORT", 3002],
  sandboxAuth: ["SANDBOX_AUTH_PORT", 4010],
  sandboxApi: ["SANDBOX_API_PORT", 4011],
  sandboxSmtp: ["SANDBOX_SMTP_PORT", 4012],
} as const;

type PortName = keyof typeof DEFAULT_PORTS;

function wantedPort(name: PortName, environment: NodeJS.ProcessEnv): number {
  const [setting, usual] = DEFAULT_PORTS[name];
  const wanted = Number(environment[setting] || usual);
  if (Number.isInteger(wanted) && wanted > 0 && wanted <= 65_535) return wanted;
  throw new Error(`${setting}: ${environment[setting]} is not a port.`);
}

/** The ports as set, or the usual ones. */
export function wantedPorts(environment: NodeJS.ProcessEnv): Record<PortName, number> {
  const wanted = (name: PortName) => wantedPort(name, environment);
  return {
    web: wanted("web"),
    ingest: wanted("ingest"),
    worker: wanted("worker"),
    sandboxAuth: wanted("sandboxAuth"),
    sandboxApi: wanted("sandboxApi"),
    sandboxSmtp: wanted("sandboxSmtp"),
  };
}

/** The settings that tell people or providers where to come, and so pin the port of a process. */
const PUBLIC_ADDRESSES: Partial<Record<PortName, string>> = { web: "APP_URL", ingest: "INGEST_URL" };

/**
 * Takes the wanted ports, or free ones in place of those that are in use.
 *
 * @throws Error when the port of a public address is in use: nobody would find the other one.
 */
export async function choosePorts(environment: NodeJS.ProcessEnv, say: (sentence: string) => void): Promise<Ports> {
  const wanted = wantedPorts(environment);
  const hold = async (name: PortName) => {
    const held = await holdPort(wanted[name]);
    if (held.port === wanted[name]) return held;
    const address = PUBLIC_ADDRESSES[name];
    if (address !== undefined && environment[address]) {
      throw new Error(
        `Port ${wanted[name]} is in use, and ${address} says that it is ours. Free it, or set ${DEFAULT_PORTS[name][0]}.`,
      );
    }
    if (name === "web") say(`Port ${wanted[name]} is in use; taking ${held.port} instead.`);
    return held;
  };
  return {
    web: await hold("web"),
    ingest: await hold("ingest"),
    worker: await hold("worker"),
    sandboxAuth: await hold("sandboxAuth"),
    sandboxApi: await hold("sandboxApi"),
    sandboxSmtp: await hold("sandboxSmtp"),
  };
}

/** Everything that the environments of the processes are made from. */
export interface Instance {
  home: string;
  keys: Keys;
  isDevelopment: boolean;
  isSandboxOn: boolean;
  /** Whether people come from this machine only. */
  isLoopback: boolean;
  appUrl: string;
  ports: Ports;
  database: DatabaseAddresses;
}

/** The public address: as set, or this machine alone. */
export function publicAddress(environment: NodeJS.ProcessEnv, port: number): string {
  return environment.APP_URL || `http://localhost:${port}`;
}

/** The address to listen on: every one of the machine's, unless people come from this machine only. */
function listenHost(environment: NodeJS.ProcessEnv, instance: Instance): string {
  return environment.HOST || (instance.isLoopback ? "127.0.0.1" : "0.0.0.0");
}

/** What no process gets unless it is given below. */
const WITHHELD =
  /^(DATABASE_.*|TEST_DATABASE_.*|KEYRING|AUTH_SECRET|NEXTAUTH_.*|NEXT_SERVER_ACTIONS_ENCRYPTION_KEY|npm_.*)$/;

function publicEnvironment(environment: NodeJS.ProcessEnv, instance: Instance): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !WITHHELD.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: instance.isDevelopment ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

function sandboxAddresses({ ports }: Instance): Record<string, string> {
  return {
    SANDBOX: "on",
    PROVIDER_LOOPBACK: "on",
    ILETINIZ_AUTH_URL: `http://localhost:${ports.sandboxAuth.port}`,
    ILETINIZ_API_URL: `http://localhost:${ports.sandboxApi.port}`,
    ILETIMERKEZI_API_URL: `http://localhost:${ports.sandboxApi.port}/iletimerkezi`,
    TURKEYSMS_API_URL: `http://localhost:${ports.sandboxApi.port}/turkeysms`,
    ILETINIZ_CLIENT_ID: "tellal",
  };
}

/** The key that lets several web processes of one build read each other's forms. Also needed while building. */
export function actionKey(keys: Keys): string {
  return deriveSecret(keys.authSecret, "server actions").toString("base64");
}

function productEnvironment(environment: NodeJS.ProcessEnv, instance: Instance): NodeJS.ProcessEnv {
  const { appUrl, keys, ports, database, home } = instance;
  return {
    ...publicEnvironment(environment, instance),
    ...(instance.isSandboxOn ? sandboxAddresses(instance) : { SANDBOX: "off" }),
    ...(instance.isSandboxOn && !environment.SMTP_URL && { SMTP_URL: `smtp://localhost:${ports.sandboxSmtp.port}` }),
    PORT: String(ports.web.port),
    APP_URL: appUrl,
    INGEST_PORT: String(ports.ingest.port),
    INGEST_URL: environment.INGEST_URL || `http://localhost:${ports.ingest.port}`,
    WORKER_PORT: String(ports.worker.port),
    HOST: listenHost(environment, instance),
    DATA_DIR: home,
    DATABASE_URL: database.appUrl,
    // From its file a process reads the keyring itself, and again after a rotation.
    ...(environment.KEYRING && { KEYRING: environment.KEYRING }),
    AUTH_SECRET: keys.authSecret,
  };
}

/**
 * Keeps a long-lived process small. What compiling its modules gave is kept beside its logs: from the second start on neither
 * compiler nor sources are held, some twenty megabytes. Two arenas are enough for programs with one busy thread.
 */
export function leanEnvironment(home: string): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: join(home, "compile-cache"), MALLOC_ARENA_MAX: "2" };
}

/** The environment of one process: what it needs, and no secret that it does not. */
export function environmentOf(part: PartName, environment: NodeJS.ProcessEnv, instance: Instance): NodeJS.ProcessEnv {
  const { appUrl, keys, ports, database, home } = instance;
  switch (part) {
    case "sandbox":
      return {
        ...publicEnvironment(environment, instance),
        SANDBOX_AUTH_PORT: String(ports.sandboxAuth.port),
        SANDBOX_API_PORT: String(ports.sandboxApi.port),
        SANDBOX_SMTP_PORT: String(ports.sandboxSmtp.port),
        SANDBOX_DATA: environment.SANDBOX_DATA || join(home, "sandbox"),
        SANDBOX_REDIRECT_URIS: environment.SANDBOX_REDIRECT_URIS || `${appUrl}/connect/iletiniz/callback`,
      };
    case "web":
      return {
        ...productEnvironment(environment, instance),
        TELLAL_PROCESS: part,
        NEXTAUTH_URL: appUrl,
        NEXTAUTH_SECRET: keys.authSecret,
        NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(keys),
      };
    case "worker":
    case "ingest":
      return {
        ...leanEnvironment(home),
        ...productEnvironment(environment, instance),
        TELLAL_PROCESS: part,
        DATABASE_LOADER_URL: database.loaderUrl,
      };
  }
}
