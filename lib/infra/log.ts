import pino from "pino";

const SECRET_KEYS = [
  "authorization",
  "cookie",
  "token",
  "access_token",
  "code",
  "state",
  "code_verifier",
  "verifier",
  "password",
  "key",
  "secret",
  "body",
  "text",
  "msisdn",
  "to",
];

/**
 * The structured log of this process: one JSON object a line, secrets and personal fields replaced.
 *
 * Phone numbers and message texts are never given to it; the redaction is the second net, not the first.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.TELLAL_PROCESS ?? "web" },
  redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  serializers: { err: (error: unknown) => describeError(error) },
});

/** What may be said of an error in a log: its kind and place, never the values a driver may have bound. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const stack = error.stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 12);
  return {
    type: error.name,
    errorCode: code,
    message: error.message.slice(0, 300).replaceAll(/\d{7,}/g, "[number]"),
    stack,
  };
}
