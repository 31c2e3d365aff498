import type { CampaignKind, CampaignState } from "#lib/domain/campaigns/model";
import type { Recipient } from "#lib/domain/campaigns/outgoing-text";
import { isErased, readPads } from "#lib/domain/consent/erased-queries";
import { IYS_KEY, isFresh, ownKey } from "#lib/domain/consent/fresh-answer";
import { isTurkish } from "#lib/domain/contacts/model";
import type { TenantSql } from "#lib/infra/db/tenant";
import { reachesForeign } from "#lib/infra/providers/registry";
import type { Frequency } from "./exclusions.ts";
import { cappedCondition, excludedCondition, frozenLeaveOut, placed } from "./leave-out-queries.ts";

/** What was frozen when the campaign was started. */
export interface FrozenCampaign {
  readonly id: string;
  readonly state: CampaignState;
  readonly kind: CampaignKind;
  readonly text: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly senderName: string;
  readonly importId: string;
  readonly reading: number;
  readonly columns: readonly string[];
  /** Whether numbers of other countries are written to: the workspace wants it, and its connection reaches them. */
  readonly allowsForeign: boolean;
  readonly providerCode: string | null;
  readonly startAt: Date | null;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  /** Of the list only the people from this line on; null: everybody. */
  readonly fromLine: number | null;
  /** Whom it leaves out, as it was frozen; null: nobody. */
  readonly leaveOut: string | null;
  /** How often a person may get a commercial text in this workspace; null where nothing is said. */
  readonly frequency: Frequency | null;
  /** The brand and audience İYS is asked about; null where nobody has to be asked. */
  readonly iysKey: string | null;
  readonly atProvider: boolean;
  readonly fallbackCodes: readonly string[];
  readonly second: { readonly connectionId: string; readonly senderName: string; readonly providerCode: string } | null;
  /** Hash of the content as it was sent off; and, where it was approved, of what the approver saw. */
  readonly contentHash: Uint8Array | null;
  readonly approvedHash: Uint8Array | null;
}

/** Reads what a started campaign is prepared from; null when there is none or something of it is missing. */
export async function frozenCampaign(sql: TenantSql, campaignId: string): Promise<FrozenCampaign | null> {
  const { rows } = await sql.client.query<FrozenCampaign>(
    `SELECT k.id, k.state, k.kind, k.text, k.connection_id AS "connectionId", n.provider, k.sender_name AS "senderName",
       k.import_id AS "importId", k.import_reading AS reading, i.columns, w.allows_foreign AS "allowsForeign",
       k.start_at AS "startAt", k.spread_hours AS "spreadHours", k.per_minute AS "perMinute", k.from_line AS "fromLine",
       k.at_provider AS "atProvider", k.fallback_codes AS "fallbackCodes",
       CASE WHEN k.second_connection_id IS NOT NULL THEN json_build_object('connectionId', k.second_connection_id,
         'senderName', k.second_sender_name, 'providerCode', z.provider_code) END AS second,
       s.provider_code AS "providerCode", k.content_hash AS "contentHash", k.frozen_exclusions AS "leaveOut",
       CASE WHEN k.kind = 'commercial' AND w.frequency_limit IS NOT NULL
         THEN jsonb_build_object('limit', w.frequency_limit, 'days', w.frequency_days) END AS frequency, r.content_hash AS "approvedHash",
       CASE k.kind WHEN 'commercial' THEN ${IYS_KEY} END AS "iysKey"
     FROM campaigns k JOIN connections n ON n.workspace_id = k.workspace_id AND n.id = k.connection_id
     JOIN imports i ON i.workspace_id = k.workspace_id AND i.id = k.import_id
     JOIN workspaces w ON w.id = k.workspace_id
     LEFT JOIN senders s ON s.workspace_id = k.workspace_id AND s.id = k.sender_id
     LEFT JOIN senders z ON z.workspace_id = k.workspace_id AND z.id = k.second_sender_id
     LEFT JOIN reviews r ON r.workspace_id = k.workspace_id AND r.id = k.review_id
     WHERE k.workspace_id = $1 AND k.id = $2 AND k.kind IS NOT NULL AND k.connection_id IS NOT NULL
       AND k.sender_name IS NOT NULL AND k.import_reading IS NOT NULL`,
    [sql.workspaceId, campaignId],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, allowsForeign: row.allowsForeign && reachesForeign(row.provider) };
}

/** One person of a frozen list, with what the workspace knows about the number. */
export interface FrozenPerson extends Recipient {
  readonly line: number;
  /** E.164 digits, as text. */
  readonly msisdn: string;
}

/**
 * Reads the next people of a list by line, with suppression and consent as they are now.
 *
 * @param columns Indexes of the columns the text uses; the others stay in the database.
 */
export async function frozenPeople(
  sql: TenantSql,
  list: Pick<FrozenCampaign, "importId" | "reading" | "allowsForeign" | "leaveOut" | "frequency" | "iysKey">,
  columns: readonly number[],
  afterLine: number,
  size: number,
): Promise<FrozenPerson[]> {
  // Whole numbers of our own, made from the placeholders of a compiled text.
  const wanted = columns.map((column) => `, r.cells[${Math.trunc(column) + 1}]`).join("");
  const pads = await readPads(sql);
  const excluded = excludedCondition(sql.workspaceId, frozenLeaveOut(list.leaveOut));
  const capped = cappedCondition(list.frequency);
  const first = 9;
  // What İYS lately said no to has no consent, whatever is on record here; a missing answer is asked for before the call.
  const refused = `$8::text IS NOT NULL AND EXISTS (SELECT FROM iys_checks y WHERE y.workspace_id = $1 AND y.msisdn = r.msisdn
    AND y.answer <> 'granted' AND ${isFresh(ownKey("r.msisdn", "$8::text"))} AND y.asked_at >= t.iys_at IS NOT FALSE)`;
  const { rows } = await sql.client.query<unknown[]>({
    text: `
SELECT r.line, r.msisdn,
  EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = $1 AND s.msisdn = r.msisdn) OR ${isErased("r.msisdn", "$6", "$7")},
  EXISTS (SELECT FROM consents t WHERE t.workspace_id = $1 AND t.msisdn = r.msisdn AND t.status = 'granted'
    AND NOT (${refused})),
  ${placed(excluded, first)}, ${placed(capped, first + excluded.values.length)}${wanted}
FROM import_recipients r
WHERE r.workspace_id = $1 AND r.import_id = $2 AND r.reading = $3 AND r.line > $4
ORDER BY r.line
LIMIT $5`,
    values: [
      ...[sql.workspaceId, list.importId, list.reading, afterLine, size, pads?.inner ?? null, pads?.outer ?? null],
      list.iysKey,
      ...[...excluded.values, ...capped.values],
    ],
    rowMode: "array",
  });
  return rows.map((row) => {
    const cells: string[] = [];
    for (const [at, column] of columns.entries()) cells[column] = String(row[at + 6] ?? "");
    return {
      line: Number(row[0]),
      msisdn: String(row[1]),
      cells,
      isSuppressed: row[2] === true,
      hasConsent: row[3] === true,
      isExcluded: row[4] === true,
      isCapped: row[5] === true,
      isForeign: !list.allowsForeign && !isTurkish(Number(row[1])),
    };
  });
}
