import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Tells whether an absolute address points at this machine. */
export function isLoopback(address: string): boolean {
  return LOOPBACK_HOSTS.has(new URL(address).hostname);
}

const absoluteUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    context.addIssue("must be an absolute http or https address");
    return z.NEVER;
  }
  if (url.username !== "" || url.password !== "") {
    context.addIssue("must not carry a user or password");
    return z.NEVER;
  }
  return value.replace(/\/+$/, "");
});

const onOff = z.enum(["on", "off"]).transform((value) => value === "on");

const Environment = z.object({
  PORT: z.coerce.number().int().positive().default(3000),
  APP_URL: absoluteUrl.optional(),
  INGEST_PORT: z.coerce.number().int().positive().default(3001),
  INGEST_URL: absoluteUrl.optional(),
  DATABASE_URL: z.string().min(1),
  DATABASE_LOADER_URL: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  KEYRING: z.string().optional(),
  AUTH_SECRET: z.string().optional(),
  SANDBOX: onOff.optional(),
  ILETINIZ_AUTH_URL: absoluteUrl.default("https://iletiniz.com"),
  ILETINIZ_API_URL: absoluteUrl.default("https://api.iletiniz.com"),
  ILETIMERKEZI_API_URL: absoluteUrl.default("https://api.iletimerkezi.com"),
  TURKEYSMS_API_URL: absoluteUrl.default("https://turkeysms.com.tr"),
  ILETINIZ_CLIENT_ID: z.string().min(1).optional(),
  PROVIDER_LOOPBACK: onOff.optional(),
  SIGNATURE_GATE: z.enum(["off", "sandbox"]).default("off"),
  OIDC_ISSUER: absoluteUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(40).optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default("Tellal <tellal@localhost>"),
  TIME_SCALE: z.coerce.number().min(1).max(10_000).default(1),
  SIGN_UP: z.enum(["open", "closed"]).default("open"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  METRICS_TOKEN: z.string().min(16, "must hold at least 16 characters").optional(),
  WORKER_PORT: z.coerce.number().int().min(0).default(3002),
  FAILPOINTS: onOff.optional(),
  FAILPOINT: z.string().optional(),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  NODE_ENV: z.string().optional(),
});

/** A server at which people may sign in (OpenID Connect). */
export interface SignInServer {
  readonly issuer: string;
  readonly clientId: string;
  /** undefined for a public client. */
  readonly clientSecret: string | undefined;
  /** What its button says. */
  readonly name: string;
}

/** The settings of this process; addresses without a trailing slash. */
export interface Env {
  readonly port: number;
  readonly appUrl: string;
  readonly isLoopbackInstance: boolean;
  readonly ingestPort: number;
  readonly ingestUrl: string;
  readonly databaseUrl: string;
  readonly databaseLoaderUrl: string | undefined;
  /** Folder of keys, logs and the embedded database. */
  readonly dataDir: string;
  readonly keyring: string;
  /** The file the keyring came from; null when it is a setting, which cannot change while the process runs. */
  readonly keyringFile: string | null;
  readonly authSecret: string;
  readonly isSandboxOn: boolean;
  readonly iletiniz: { readonly authUrl: string; readonly apiUrl: string; readonly clientId: string | undefined };
  /** Addresses of the two SMS companies, without the version of their API. */
  readonly iletimerkeziUrl: string;
  readonly turkeysmsUrl: string;
  readonly allowsLoopbackProviders: boolean;
  /** The service that signs every campaign before it starts; null when none is asked. */
  readonly signatureGate: { readonly kind: "sandbox"; readonly url: string } | null;
  /** Another server at which people may sign in; undefined where there is none. */
  readonly oidc: SignInServer | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Divides undo windows, polling ages and backoff; 1 outside tests. */
  readonly timeScale: number;
  readonly isSignUpOpen: boolean;
  readonly logLevel: string;
  readonly trustedProxyHops: number;
  /** What a scrape of the metrics must show; undefined: nobody may read them. */
  readonly metricsToken: string | undefined;
  /** Where the worker answers its health check, on this machine only; 0 takes a free port. */
  readonly workerPort: number;
  /** The place at which this process kills itself, for crash tests; undefined outside them. */
  readonly failpoint: string | undefined;
}

/** Says which setting stops the start, and why. */
export class EnvError extends Error {}

function readSecretFile(folder: string, name: string): string | undefined {
  const file = path.resolve(folder, name);
  if (!existsSync(file)) return undefined;
  if ((statSync(file).mode & 0o077) !== 0)
    throw new EnvError(`${name}: ${file} is readable by others; set its mode to 0600`);
  return readFileSync(file, "utf8").trim();
}

function checkProviderUrl(name: string, address: string, allowsLoopback: boolean): void {
  const url = new URL(address);
  if (isLoopback(address)) {
    if (!allowsLoopback) throw new EnvError(`${name}: a loopback address needs PROVIDER_LOOPBACK=on`);
    return;
  }
  if (url.protocol !== "https:") throw new EnvError(`${name}: must be an https:// address`);
  if (url.port !== "") throw new EnvError(`${name}: must use the standard port 443`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(url.hostname)) {
    throw new EnvError(`${name}: must name a public host, not an address`);
  }
}

function readSignInServer(raw: z.infer<typeof Environment>, allowsLoopback: boolean): SignInServer | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = raw;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined) throw new EnvError("OIDC_ISSUER: is not set although OIDC_CLIENT_ID is");
  if (clientId === undefined) throw new EnvError("OIDC_CLIENT_ID: is not set although OIDC_ISSUER is");
  if (isLoopback(issuer) ? !allowsLoopback : new URL(issuer).protocol !== "https:") {
    throw new EnvError("OIDC_ISSUER: must be an https:// address");
  }
  return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname };
}

function keyringOf(setting: string | undefined, folder: string): Pick<Env, "keyring" | "keyringFile"> {
  const keyring = setting ?? readSecretFile(folder, "keyring");
  if (keyring === undefined)
    throw new EnvError("KEYRING: is not set and there is no keyring file; `npm start` makes one");
  return { keyring, keyringFile: setting === undefined ? path.resolve(folder, "keyring") : null };
}

function readSignatureGate(kind: "off" | "sandbox", url: string, allowsLoopback: boolean): Env["signatureGate"] {
  if (kind === "off") return null;
  if (!allowsLoopback) {
    throw new EnvError("SIGNATURE_GATE: sandbox signs nothing real and needs SANDBOX=on or PROVIDER_LOOPBACK=on");
  }
  return { kind, url };
}

/**
 * Reads and checks the settings of an environment.
 *
 * @throws EnvError naming the first setting that is missing or wrong; nothing has been opened by then.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EnvError(`${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? "not valid"}`);
  }
  const raw = parsed.data;
  const appUrl = raw.APP_URL ?? `http://localhost:${raw.PORT}`;
  const isLoopbackInstance = isLoopback(appUrl);
  const isSandboxOn = raw.SANDBOX ?? (raw.ILETINIZ_CLIENT_ID === undefined && isLoopbackInstance);
  const allowsLoopbackProviders = raw.PROVIDER_LOOPBACK ?? isSandboxOn;
  if (allowsLoopbackProviders && !isLoopbackInstance) {
    throw new EnvError("PROVIDER_LOOPBACK: stand-in providers are refused unless APP_URL is a loopback address");
  }
  if (raw.TIME_SCALE !== 1 && !isLoopbackInstance) {
    throw new EnvError("TIME_SCALE: is for tests and refused unless APP_URL is a loopback address");
  }
  if (raw.FAILPOINTS === true && !isLoopbackInstance) {
    throw new EnvError("FAILPOINTS: are for tests and refused unless APP_URL is a loopback address");
  }
  checkProviderUrl("ILETINIZ_AUTH_URL", raw.ILETINIZ_AUTH_URL, allowsLoopbackProviders);
  checkProviderUrl("ILETINIZ_API_URL", raw.ILETINIZ_API_URL, allowsLoopbackProviders);
  checkProviderUrl("ILETIMERKEZI_API_URL", raw.ILETIMERKEZI_API_URL, allowsLoopbackProviders);
  checkProviderUrl("TURKEYSMS_API_URL", raw.TURKEYSMS_API_URL, allowsLoopbackProviders);
  const authSecret = raw.AUTH_SECRET ?? readSecretFile(raw.DATA_DIR, "auth-secret");
  if (authSecret === undefined || authSecret.length < 32) {
    throw new EnvError("AUTH_SECRET: must hold at least 32 characters; `npm start` makes one");
  }
  return {
    port: raw.PORT,
    appUrl,
    isLoopbackInstance,
    ingestPort: raw.INGEST_PORT,
    ingestUrl: raw.INGEST_URL ?? `http://localhost:${raw.INGEST_PORT}`,
    databaseUrl: raw.DATABASE_URL,
    databaseLoaderUrl: raw.DATABASE_LOADER_URL,
    dataDir: raw.DATA_DIR,
    ...keyringOf(raw.KEYRING, raw.DATA_DIR),
    authSecret,
    isSandboxOn,
    iletiniz: { authUrl: raw.ILETINIZ_AUTH_URL, apiUrl: raw.ILETINIZ_API_URL, clientId: raw.ILETINIZ_CLIENT_ID },
    iletimerkeziUrl: raw.ILETIMERKEZI_API_URL,
    turkeysmsUrl: raw.TURKEYSMS_API_URL,
    allowsLoopbackProviders,
    signatureGate: readSignatureGate(raw.SIGNATURE_GATE, raw.ILETINIZ_AUTH_URL, allowsLoopbackProviders),
    oidc: readSignInServer(raw, allowsLoopbackProviders),
    smtpUrl: raw.SMTP_URL,
    mailFrom: raw.MAIL_FROM,
    timeScale: raw.TIME_SCALE,
    isSignUpOpen: raw.SIGN_UP === "open",
    logLevel: raw.LOG_LEVEL,
    trustedProxyHops: raw.TRUSTED_PROXY_HOPS,
    metricsToken: raw.METRICS_TOKEN,
    workerPort: raw.WORKER_PORT,
    failpoint: raw.FAILPOINTS === true ? raw.FAILPOINT : undefined,
  };
}

let current: Env | undefined;

/** The settings of this process, read once at the first call. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** The keyring as it is now, which a rotation may have changed since the settings were read. */
export function readKeyring({ keyring, keyringFile }: Env): string {
  if (keyringFile === null) return keyring;
  return readSecretFile(path.dirname(keyringFile), path.basename(keyringFile)) ?? keyring;
}
