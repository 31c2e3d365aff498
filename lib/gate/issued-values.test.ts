import { beforeAll, describe, expect, it } from "vitest";
import { guideAt } from "#lib/gate/connect.fixture";
import { issueAll } from "#lib/gate/issued.fixture";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

// who reads the whole database holds nothing to get in with.

const database = useTestDatabase();
withQueues();
const sandbox = runSandbox();
const guide = guideAt(sandbox);
const owner = useOwner(database);
beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
});

/** Every row of every table, those of the queue included, as text; bytes in hex. */
async function dump(): Promise<string> {
  const { rows: tables } = await owner().query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss')`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner().query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    lines.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  return lines.join("\n");
}

/** The forms in which a value could lie there: as it is, its letters or the bytes it stands for in hex, in base64. */
function formsOf(value: string): string[] {
  const letters = Buffer.from(value, "utf8");
  const forms = [value, letters.toString("hex"), letters.toString("base64"), letters.toString("base64url")];
  const isToken = /^[\w-]{20,}$/.test(value);
  return isToken ? [...forms, Buffer.from(value, "base64url").toString("hex")] : forms;
}

/** Six digits also stand in times and ids by chance: only by themselves are they a code. */
const contains = (text: string, form: string) =>
  /^\d{6}$/.test(form) ? new RegExp(`(?<![0-9a-f.])${form}(?![0-9a-f])`).test(text) : text.includes(form);

it("R-028 no value that was issued is found in a dump of the database, and one left in plain would be", async () => {
  const issued = await issueAll(sandbox(), guide());
  const { challenges, recoveryCodes, journey } = issued;
  const values: Record<string, string> = {
    ...{ invite: issued.inviteToken, reset: issued.resetToken, "second step": issued.stepToken },
    ...{ "code of a number": issued.numberCode, authenticator: issued.authenticatorSecret },
    ...{ "device mark": issued.deviceMark, "browser of a connect": journey.browserToken },
    "state of a connect": journey.answer.get("state") ?? "",
    ...Object.fromEntries(challenges.map((value, n) => [`passkey challenge ${n}`, value])),
    ...Object.fromEntries(recoveryCodes.map((value, n) => [`recovery code ${n}`, value])),
    ...Object.fromEntries(recoveryCodes.map((value, n) => [`recovery code ${n}, typed`, value.replaceAll("-", "")])),
  };
  expect(Object.entries(values).filter(([, value]) => value.length < 6)).toEqual([]);
  const text = await dump();
  expect(text).toContain(issued.workspace.id);
  const found = (where: string) =>
    Object.keys(values).filter((name) => formsOf(values[name] ?? "").some((form) => contains(where, form)));
  expect(found(text)).toEqual([]);

  await owner().query("CREATE TABLE planted (words text, bytes bytea)");
  try {
    for (const [n, value] of Object.values(values).entries()) {
      const isWords = n % 2 === 0;
      await owner().query("INSERT INTO planted VALUES ($1, $2)", isWords ? [value, null] : [null, Buffer.from(value)]);
    }
    expect(found(await dump())).toEqual(Object.keys(values));
  } finally {
    await owner().query("DROP TABLE planted");
  }
});

/** Columns whose names sound like a secret. */
const SUSPECTS = `
  SELECT table_name || '.' || column_name || ' ' || data_type AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name ~ '(token|secret|password|passwd|code|challenge|verifier|nonce|browser|api_key|^key$|_key$|key_)'
    AND column_name !~ '(_hash|_sealed)$' AND table_name !~ '_\\d{4}_\\d{2}$' ORDER BY 1`;

/** What sounds like a secret and opens nothing. */
const KNOWN: Readonly<Record<string, string>> = {
  "blacklist_entries.code text": "the provider's word for a number it does not take",
  "campaigns.fallback_codes ARRAY": "the providers in reserve, by the names the connection gives them",
  "campaigns.first_given_up_code text": "the provider's word for why it was given up",
  "campaigns.link_code text":
    "a campaign's part of its people's addresses to refuse on; the mark that opens one is kept nowhere",
  "connections.blacklist_code text": "the provider's word for why its list is not in step",
  "connections.iys_silent_code text": "the registry's word for why it does not answer",
  "connections.key_fingerprint text": "eight hex digits of a hash",
  "connections.key_hint text": "the last four characters of a pasted key, for people",
  "connections.key_id text": "the id of the data key",
  "consents.iys_code text": "the registry's word for an outcome",
  "contacts.search_key text": "the name without Turkish letters",
  "instance_settings.key text": "the name of a setting",
  "message_problems.provider_code text": "the provider's word for an outcome",
  "message_rollups.provider_code text": "the provider's word for an outcome",
  "messages.provider_code text": "the provider's word for an outcome",
  "passkeys.public_key bytea": "the public half",
  "rate_limits.key character varying": "a hash of what is counted",
  "report_inbox.provider_code text": "the provider's word for an outcome",
  "senders.provider_code text": "the provider's name for itself",
  "users.password_at timestamp with time zone": "a time",
  "workspaces.opt_out_code text":
    "the end of the public address to refuse on, which stands in every commercial message",
};

describe("R-028 the schema", () => {
  const suspects = async () => (await owner().query<{ name: string }>(SUSPECTS)).rows.map(({ name }) => name);

  it("has no column for a token in plain: what sounds like one is a hash, sealed, or known here for what it is", async () => {
    expect(await suspects()).toEqual(Object.keys(KNOWN));
  });

  it("is seen through: a column that somebody adds is found", async () => {
    await owner().query("ALTER TABLE invites ADD COLUMN token text");
    try {
      expect(await suspects()).toContain("invites.token text");
    } finally {
      await owner().query("ALTER TABLE invites DROP COLUMN token");
    }
  });

  it("keeps every hash and every sealed value as bytes", async () => {
    const { rows } = await owner().query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
       AND column_name ~ '(_hash|_sealed)$' AND data_type <> 'bytea' ORDER BY 1`,
    );
    // Argon2id writes its salt and cost beside the hash, as text.
    expect(rows.map(({ name }) => name)).toEqual(["users.password_hash"]);
  });
});
