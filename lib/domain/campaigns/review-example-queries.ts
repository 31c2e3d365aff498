import { createHash } from "node:crypto";
import type { Frequency, LeaveOut } from "#lib/domain/campaigns/exclusions";
import type { FrozenPerson } from "#lib/domain/campaigns/frozen-queries";
import { cappedCondition, excludedCondition, frozenLeaveOut } from "#lib/domain/campaigns/leave-out-queries";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import { exampleOptOutAddress } from "#lib/domain/campaigns/opt-out-link";
import { type OutgoingText, writeText } from "#lib/domain/campaigns/outgoing-text";
import { type CompiledTemplate, compileTemplate, withLink } from "#lib/domain/campaigns/template";
import { isTurkish, type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { reachesForeign } from "#lib/infra/providers/registry";

/** One person's text as it would go out. */
export interface RenderedText {
  readonly line: number;
  readonly msisdn: Msisdn;
  readonly body: string;
  readonly parts: number;
}

/** Texts for an approver to read. */
export interface RenderedTexts {
  /** Of ten people chosen at random, the same ones every time the submission is looked at. */
  readonly random: readonly RenderedText[];
  readonly longest: RenderedText | null;
}

/** One reading of one list. */
interface List {
  readonly importId: string;
  readonly reading: number;
  readonly allowsForeign: boolean;
  readonly leaveOut: LeaveOut | null;
  readonly frequency: Frequency | null;
}

const SHOWN = 10;
/** Some of those who are picked will not get the text. */
const PICKED = 60;

/** Whole numbers below a limit that look random and are the same for the same seed. */
function picks(seed: string, limit: number): number[] {
  return Array.from({ length: PICKED }, (_, n) => {
    const digest = createHash("sha256").update(`${seed} ${n}`).digest();
    return 1 + (digest.readUInt32BE(0) % Math.max(1, limit));
  });
}

/**
 * Writes ten people's texts and the longest one, as they would go out now. Reads a handful of rows, whatever the size of
 * the list.
 *
 * @param seed Chooses the people.
 * @returns null when the campaign does not hold on to a list any more.
 * @throws DomainError `campaign.not_found`.
 */
export async function renderedTexts(tx: TenantTx, campaignId: string, seed: string): Promise<RenderedTexts | null> {
  const { workspaceId, db } = tx;
  const campaign = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    select: {
      text: true,
      kind: true,
      importId: true,
      importReading: true,
      fromLine: true,
      frozenExclusions: true,
      connection: { select: { provider: true } },
      import: { select: { columns: true } },
      review: true,
    },
  });
  if (campaign === null) throw new DomainError("campaign.not_found");
  const { importId, importReading: reading, kind, review } = campaign;
  if (importId === null || reading === null || kind === null || campaign.import === null) return null;
  const { template } = compileTemplate(campaign.text, campaign.import.columns);
  const last = await db.importRecipient.aggregate({ where: { workspaceId, importId, reading }, _max: { line: true } });
  const { allowsForeign, frequencyLimit, frequencyDays } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { allowsForeign: true, frequencyLimit: true, frequencyDays: true },
  });
  const isLimited = kind === "commercial" && frequencyLimit !== null && frequencyDays !== null;
  const frequency = isLimited ? { limit: frequencyLimit, days: frequencyDays } : null;
  const leaveOut = frozenLeaveOut(campaign.frozenExclusions);
  const reaches = reachesForeign(campaign.connection?.provider ?? null);
  const list = { importId, reading, allowsForeign: allowsForeign && reaches, leaveOut, frequency };
  const before = (campaign.fromLine ?? 1) - 1;
  const lines = picks(seed, (last._max.line ?? 1) - before).map((line) => before + line);
  const people = await peopleAt(tx, list, lines);
  const random = people.flatMap((person) => written(template, kind, person)).slice(0, SHOWN);
  const longestLine = review?.longestLine ?? null;
  const longest = longestLine === null ? [] : await peopleAt(tx, list, [longestLine]);
  const [longestText] = longest.flatMap((person) => written(template, kind, person));
  return { random, longest: longestText ?? null };
}

/** The people who stand at these lines, or next after them; nobody twice. */
async function peopleAt({ workspaceId, db }: TenantTx, list: List, lines: readonly number[]): Promise<FrozenPerson[]> {
  const found = await db.$queryRaw<Omit<FrozenPerson, "isForeign">[]>`
    SELECT r.line, r.msisdn::text AS msisdn, r.cells,
      EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = r.workspace_id AND s.msisdn = r.msisdn) AS "isSuppressed",
      EXISTS (SELECT FROM consents t WHERE t.workspace_id = r.workspace_id AND t.msisdn = r.msisdn
        AND t.status = 'granted') AS "hasConsent",
      ${excludedCondition(workspaceId, list.leaveOut)} AS "isExcluded", ${cappedCondition(list.frequency)} AS "isCapped"
    FROM unnest(${[...lines]}::int[]) WITH ORDINALITY AS p (line, n)
    CROSS JOIN LATERAL (
      SELECT * FROM import_recipients i
      WHERE i.workspace_id = ${workspaceId}::uuid AND i.import_id = ${list.importId}::uuid
        AND i.reading = ${list.reading} AND i.line >= p.line
      ORDER BY i.line LIMIT 1) r
    ORDER BY p.n`;
  const known = (msisdn: string) => list.allowsForeign || isTurkish(Number(msisdn));
  return [...new Map(found.map((one) => [one.line, { ...one, isForeign: !known(one.msisdn) }])).values()];
}

/** The text of a person who gets one. */
function written(template: CompiledTemplate, kind: CampaignKind, person: FrozenPerson): RenderedText[] {
  let text: OutgoingText;
  try {
    const cells = withLink(template, person.cells, exampleOptOutAddress(env().appUrl));
    text = writeText(template, kind, { ...person, cells });
  } catch (error) {
    // Half a character in one cell leaves out that person, as it will when the campaign is prepared.
    if (error instanceof DomainError && error.code === "message.malformed_text") return [];
    throw error;
  }
  const { line, msisdn } = person;
  return text.skip === null ? [{ line, msisdn: msisdnFromRow(msisdn), body: text.body, parts: text.parts }] : [];
}
