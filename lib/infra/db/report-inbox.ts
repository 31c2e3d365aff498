import pg from "pg";
import { loaderPool } from "#lib/infra/db/pools";

/** A delivery report as it waits to be applied. */
export interface WaitingReport {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly reportId: string;
  readonly state: "accepted" | "delivered" | "undelivered";
  readonly providerId: string;
  /** E.164 digits. */
  readonly msisdn: number;
  readonly providerCode: string;
}

const INSERT = `
INSERT INTO report_inbox (workspace_id, connection_id, report_id, state, provider_id, msisdn, provider_code)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::message_state[], $5::text[], $6::bigint[], $7::text[])
-- In the order of the key, so that two groups with the same reports never wait for each other crosswise.
ORDER BY 1, 2, 3, 4, 5
ON CONFLICT DO NOTHING`;

/**
 * Makes reports durable in one statement, of any number of workspaces; one that waits already is left as it is.
 *
 * Role `loader` writes them: it may put rows into this table and read none of it. Every row names its workspace.
 */
export async function insertReports(reports: readonly WaitingReport[]): Promise<void> {
  await loaderPool().query({
    name: "insert-reports",
    text: INSERT,
    values: [
      reports.map((report) => report.workspaceId),
      reports.map((report) => report.connectionId),
      reports.map((report) => report.reportId),
      reports.map((report) => report.state),
      reports.map((report) => report.providerId),
      reports.map((report) => report.msisdn),
      reports.map((report) => report.providerCode),
    ],
  });
}

/**
 * Whether reports were not written because of one of them: its connection is gone since it was let in (SQLSTATE class 23), or
 * the database cannot hold what it says (22, 54). The others can be written without it.
 */
export function isReportsFault(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(?:22|23|54)/.test(error.code ?? "");
}
