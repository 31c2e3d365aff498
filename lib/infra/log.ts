import pino from "pino";
import { redactPrinted, redactText, redactValue } from "#lib/infra/redact";
import { currentRequestId } from "#lib/infra/request-id";

/**
 * The structured log of this process: one JSON object a line, secrets and personal fields replaced at any depth.
 *
 * Phone numbers and message texts are never given to it; the redaction is the second net, not the first.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.TELLAL_PROCESS ?? "web" },
  mixin: () => {
    const requestId = currentRequestId();
    return requestId === undefined ? {} : { requestId };
  },
  formatters: {
    log: (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fieldOf(name, value)])),
  },
  hooks: {
    logMethod(values, method) {
      for (const [at, value] of values.entries()) if (typeof value === "string") values[at] = redactText(value);
      method.apply(this, values);
    },
  },
});

function fieldOf(name: string, value: unknown): unknown {
  const redacted = redactValue({ [name]: value });
  return typeof redacted === "object" && redacted !== null ? Reflect.get(redacted, name) : redacted;
}

/** Sends what the framework prints by itself, such as an error that no page caught, through the same redaction. */
export function guardConsole(): void {
  for (const name of ["error", "warn", "log", "info"] as const) {
    const print = console[name].bind(console);
    console[name] = (...values: unknown[]) => print(redactPrinted(values));
  }
}
