import { resolve } from "node:path";
import { z } from "zod";
import type { SandboxOptions } from "./sandbox.ts";

const port = z.coerce.number().int().min(0).max(65_535).default(0);

const Environment = z.object({
  SANDBOX_AUTH_PORT: port,
  SANDBOX_API_PORT: port,
  SANDBOX_SMTP_PORT: port,
  SANDBOX_DATA: z.string().min(1).default(".data/sandbox"),
  SANDBOX_REDIRECT_URIS: z
    .string()
    .default("http://localhost:3000/connect/iletiniz/callback")
    .transform((list) => list.split(",").map((uri) => uri.trim()))
    .pipe(z.array(z.url()).min(1)),
  SANDBOX_ISSUER: z.url().optional(),
  SANDBOX_PEOPLE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SANDBOX_PEOPLE_REDIRECT_URI: z.url().default("http://localhost:3000/sign-in/elsewhere/callback"),
  TIME_SCALE: z.coerce.number().min(1).max(10_000).default(1),
});

/** Reads the settings; an unreadable one stops the start and is named. */
export function optionsFrom(environment: NodeJS.ProcessEnv): SandboxOptions {
  const named = Object.entries(environment).filter(([, value]) => value !== "");
  const read = Environment.safeParse(Object.fromEntries(named));
  if (!read.success) throw new Error(`The sandbox cannot start:\n${z.prettifyError(read.error)}`);
  return {
    authPort: read.data.SANDBOX_AUTH_PORT,
    apiPort: read.data.SANDBOX_API_PORT,
    smtpPort: read.data.SANDBOX_SMTP_PORT,
    folder: resolve(read.data.SANDBOX_DATA),
    redirectUris: read.data.SANDBOX_REDIRECT_URIS,
    issuer: read.data.SANDBOX_ISSUER ?? null,
    people:
      read.data.SANDBOX_PEOPLE_PORT === undefined
        ? null
        : { port: read.data.SANDBOX_PEOPLE_PORT, redirectUri: read.data.SANDBOX_PEOPLE_REDIRECT_URI },
    timeScale: read.data.TIME_SCALE,
  };
}
