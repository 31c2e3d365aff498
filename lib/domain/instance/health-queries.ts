import { BACKUP_DONE, blotted } from "#lib/domain/instance/model";
import type { AccountTx } from "#lib/infra/db/tenant";

/** How the jobs of one kind stand. */
export interface QueueLine {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
  /** Age of the job that waits longest although it could have started; null when none does. */
  readonly oldestMs: number | null;
}

/** How every queue stands. */
export function queueLines({ db }: AccountTx): Promise<QueueLine[]> {
  return db.$queryRaw<QueueLine[]>`
    SELECT q.name, count(j.id) FILTER (WHERE j.state IN ('created', 'retry') AND j.start_after <= now())::integer AS waiting,
      count(j.id) FILTER (WHERE j.state = 'active')::integer AS active,
      count(j.id) FILTER (WHERE j.state = 'failed')::integer AS failed,
      (extract(epoch FROM now() - min(greatest(j.created_on, j.start_after))
        FILTER (WHERE j.state IN ('created', 'retry') AND j.start_after <= now())) * 1000)::float8 AS "oldestMs"
    FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name
    WHERE q.name NOT LIKE '\\_\\_%' GROUP BY q.name ORDER BY q.name`;
}

/** A job that the queue has given up. */
export interface FailedJob {
  readonly id: string;
  readonly queue: string;
  readonly failedAt: Date;
  readonly tries: number;
  /** What kind of failure it was, without anything of its contents. */
  readonly why: string;
}

/** The last jobs that the queue has given up; `prefix` names a kind, such as `mail.`. What they carry is never read. */
export async function failedJobs({ db }: AccountTx, limit: number, prefix = ""): Promise<FailedJob[]> {
  const rows = await db.$queryRaw<(Omit<FailedJob, "why"> & { why: string | null })[]>`
    SELECT id::text, name AS queue, completed_on AS "failedAt", retry_count + 1 AS tries,
      coalesce(output->>'message', output->>'value') AS why
    FROM pgboss.job WHERE state = 'failed' AND starts_with(name, ${prefix})
    ORDER BY completed_on DESC NULLS LAST LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, why: blotted(row.why ?? "") }));
}

/** What the database takes on its disk, and who it is. */
export interface StorageFacts {
  readonly databaseBytes: number;
  /** The tables that take most, with their indexes and partitions together. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
  readonly postgres: string;
  readonly migration: string;
}

/** What the database takes on its disk. */
export async function storageFacts({ db }: AccountTx): Promise<StorageFacts> {
  const [whole] = await db.$queryRaw<{ bytes: number; postgres: string }[]>`
    SELECT pg_database_size(current_database())::float8 AS bytes, current_setting('server_version') AS postgres`;
  const largest = await db.$queryRaw<{ name: string; bytes: number }[]>`
    SELECT coalesce(p.relname, c.relname)::text AS name, sum(pg_total_relation_size(c.oid))::float8 AS bytes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'pgboss')
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
    WHERE c.relkind = 'r' GROUP BY 1 ORDER BY 2 DESC LIMIT 5`;
  const [schema] = await db.$queryRaw<{ version: string }[]>`SELECT instance_schema_version() AS version`;
  return {
    databaseBytes: whole?.bytes ?? 0,
    postgres: whole?.postgres ?? "",
    largest,
    migration: schema?.version ?? "",
  };
}

/** When the operator last said that a backup was made; null when nobody ever did. */
export async function lastBackupAt({ db }: AccountTx): Promise<Date | null> {
  const { _max } = await db.instanceEvent.aggregate({ where: { action: BACKUP_DONE }, _max: { createdAt: true } });
  return _max.createdAt;
}
