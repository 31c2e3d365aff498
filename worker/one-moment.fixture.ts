import type pg from "pg";
import type { Theatre } from "./stage.fixture.ts";

/** Asks the database something as it stood at one moment. */
export type Ask = <R extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => Promise<R[]>;

/** Reads several tables as they stood together: reports come in between two looks, and counts would not be those of the rows. */
export async function atOneMoment<T>(theatre: Theatre, read: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await theatre.owner().connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return await read(async (text, values) => (await client.query(text, [...values])).rows);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
