import { inspect } from "node:util";

/** What replaces a secret or a personal value. */
const REDACTED = "[redacted]";

/** Names of fields whose value is never written, whatever it is; compared without case, dashes and underscores. */
const SECRET_FIELDS = new Set([
  ...["authorization", "cookie", "cookies", "setcookie", "proxyauthorization", "xapikey", "apikey"],
  ...["token", "accesstoken", "refreshtoken", "idtoken", "sessiontoken", "csrftoken", "devicemark"],
  ...["code", "state", "codeverifier", "verifier", "password", "passwordhash", "key", "keys", "secret", "keyring"],
  ...["keysealed", "codesealed", "authsecret", "body", "text", "msisdn", "to", "phone", "number", "recipient", "email"],
]);

const plainName = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, "");

/** Shapes of secrets inside a text, and what stays of each. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  [/\b((?:[a-z]+_)?(?:code|state|token|verifier|secret|password|key|hash)|iss)=[^&\s"'<>]+/gi, `$1=${REDACTED}`],
  // What a provider is asked and answers, as it is written.
  [/"((?:api_?)?(?:key|hash)|otp_code|password|token|access_token)"\s*:\s*"[^"]*"/gi, `"$1":"${REDACTED}"`],
  [/\b((?:set-)?cookie:)[^\n]*/gi, `$1 ${REDACTED}`],
  [/\b(postgres(?:ql)?|smtps?|https?):\/\/[^\s/@]+@/gi, `$1://${REDACTED}@`],
  // A path that is a proof by itself: a mailed link, a report address, an invitation.
  [/\/(reset|invite|invitation|hooks?|dlr|o|r|u|stop)\/[\w-]{6,}/gi, `/$1/${REDACTED}`],
  [/\biltz_[\w-]+/gi, REDACTED],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+(\.[\w-]+)*/g, REDACTED],
  // Random bytes: 32 of them are 43 characters of base64. A UUID is shorter, and a path has no such length and mix.
  [/(?<![\w+/-])(?=\S*[A-Z])(?=\S*[a-z])(?=\S*\d)[\w+/-]{43}[\w=]?(?![\w+/-])/g, REDACTED],
  [/(?<![\w+-])[\w+-]{40,}={0,2}(?![\w+-])/g, REDACTED],
  // A telephone number, with the blanks and dashes people write.
  [/(?<![\w-])\+?\d(?:[\s()-]{0,2}\d){8,14}(?![\w-])/g, "[number]"],
];

/** A text without secrets and numbers, as far as they can be told by their shape. */
export function redactText(text: string): string {
  return SHAPES.reduce((left, [shape, instead]) => left.replaceAll(shape, instead), text);
}

const DEEPEST = 6;

/** A value of any depth for a log: fields with secret names are replaced, texts are searched for secrets. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return value;
  if (depth >= DEEPEST || value instanceof Uint8Array) return REDACTED;
  if (Array.isArray(value)) return value.map((inner) => redactValue(inner, depth + 1));
  const fields = Object.entries(value).map(([name, inner]) => [
    name,
    SECRET_FIELDS.has(plainName(name)) && inner !== null && inner !== undefined
      ? REDACTED
      : redactValue(inner, depth + 1),
  ]);
  return Object.fromEntries(fields);
}

/** Errors of the database and its client print the values that were bound, in quotes, brackets, or whole. */
function messageOf(error: Error): string {
  if (error.name === "PrismaClientValidationError") return "a query was not of the agreed form";
  const isOfDatabase = "severity" in error || error.name.startsWith("PrismaClient");
  if (!isOfDatabase) return redactText(error.message).slice(0, 300);
  const quiet = error.message.replaceAll(/=\s*\([^)]*\)/g, "=(…)").replaceAll(/"[^"]*"|'[^']*'/g, "…");
  return redactText(quiet).slice(0, 300);
}

const NAMED = ["code", "constraint", "table", "routine", "syscall"] as const;

function named(error: Error): Record<string, string> {
  const fields = NAMED.flatMap((name) => {
    const value: unknown = name in error ? Reflect.get(error, name) : undefined;
    return typeof value === "string" ? [[name === "code" ? "errorCode" : name, redactText(value)]] : [];
  });
  return Object.fromEntries(fields);
}

/** What may be said of an error in a log: its kind and place, never the values a driver may have bound. */
function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const stack = error.stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 12);
  const cause = error.cause === undefined || depth > 3 ? {} : { cause: describeError(error.cause, depth + 1) };
  return { type: error.name, ...named(error), message: messageOf(error), stack, ...cause };
}

/** One line for the console, of whatever was to be printed. */
export function redactPrinted(values: readonly unknown[]): string {
  return values
    .map((value) => {
      if (value instanceof Error) {
        const { type, message, stack } = describeError(value);
        return [`${String(type)}: ${String(message)}`, ...(Array.isArray(stack) ? stack : [])].join("\n");
      }
      return typeof value === "string" ? redactText(value) : inspect(redactValue(value), { depth: 4 });
    })
    .join(" ");
}
