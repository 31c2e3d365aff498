import pg from "pg";

/** A value of a prepared statement, or a list of them for an array. */
export type SqlValue = string | number | boolean | Date | Buffer | null | readonly (string | number | null)[];

/** A prepared statement with its values. One name stands for one text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Prefix of the names, so that none is one that the driver prepared itself. */
const OWN = "trip:";
/** What each connection has prepared. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

const mustBeQuoted = /[",{}\\\s]|^$|^null$/i;

function element(value: string | number | null): string {
  if (value === null) return "NULL";
  if (typeof value === "number" || !mustBeQuoted.test(value)) return String(value);
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/** A value as the server reads it. */
function encode(value: SqlValue): string | Buffer | null {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return `{${value.map(element).join(",")}}`;
  return String(value);
}

/** Several statements in one message. Once one of them fails the server reads no further: what stands behind it is not carried out. */
class RoundTrip extends pg.Query {
  constructor(setting: string, statement: Statement) {
    super("");
    // Before anything is written: a value that cannot be must not leave half a message behind.
    const values = statement.values.map(encode);
    this.submit = (connection) => {
      const known = prepared.get(connection) ?? new Set();
      prepared.set(connection, known);
      const name = `${OWN}${statement.name}`;
      connection.stream.cork();
      write(connection, known, { name: `${OWN}begin`, text: "BEGIN" });
      write(connection, known, { name: "", text: setting });
      write(connection, known, { name, text: statement.text }, values);
      write(connection, known, { name: `${OWN}commit`, text: "COMMIT" });
      connection.sync();
      connection.stream.uncork();
    };
  }
}

/** Writes one statement. Without `values` it has no answer to describe. */
function write(
  connection: pg.Connection,
  known: Set<string>,
  { name, text }: Pick<Statement, "name" | "text">,
  values?: (string | Buffer | null)[],
): void {
  if (!known.has(name)) connection.parse({ name, text, types: [] }, true);
  // A connection on which anything failed is closed, so what is prepared here is there the next time.
  if (name !== "") known.add(name);
  connection.bind({ statement: name, values: values ?? [] }, true);
  if (values !== undefined) connection.describe({ type: "P" }, true);
  connection.execute({}, true);
}

/**
 * Runs one prepared statement in a transaction of its own, with a setting made before, in one message to the server and back. Its
 * answer comes after the transaction is on the disk.
 *
 * @param client Not in a transaction. When this throws it must be closed.
 * @param onSent Called once everything is written, before there is an answer.
 */
export async function roundTrip<R extends pg.QueryResultRow>(
  client: pg.ClientBase,
  setting: string,
  statement: Statement,
  onSent: () => void,
): Promise<pg.QueryResult<R>> {
  const answers = await new Promise<unknown>((resolve, reject) => {
    const trip = new RoundTrip(setting, statement);
    trip.on("end", resolve);
    trip.on("error", reject);
    client.query(trip);
    onSent();
  });
  const [begun, , answer, ended]: pg.QueryResult<R>[] = Array.isArray(answers) ? answers : [];
  if (begun?.command !== "BEGIN" || answer === undefined || ended?.command !== "COMMIT") {
    throw new Error("a statement was not committed");
  }
  return answer;
}
