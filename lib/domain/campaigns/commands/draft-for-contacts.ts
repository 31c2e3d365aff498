import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { ContactDraftInput } from "#lib/domain/campaigns/schema";
import { contactCondition } from "#lib/domain/contacts/queries";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { cleanColumnNames } from "#lib/domain/imports/column-names";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { defaultWayOut } from "./create-draft.ts";

/** Most contacts of one draft; a change that lasts 20 seconds is rolled back. */
const MOST_PEOPLE = 200_000;
/** Fields that a text can use, the most frequent of the contacts it goes to. */
const MOST_FIELDS = 30;

/** What the columns of a list made of contacts are called. */
export interface ContactColumns {
  readonly number: string;
  readonly name: string;
}

/**
 * Starts a draft to the contacts that a filter shows, as they are now: they become a list with a column for each of their
 * fields. Consent and blocks are looked at when the campaign is prepared, as for every list.
 *
 * @throws DomainError `contact.nobody`, `contact.too_many`.
 */
export async function draftForContacts(
  tx: TenantTx,
  { title, ...filter }: z.output<typeof ContactDraftInput>,
  names: ContactColumns,
): Promise<Audited<PublicId<"campaign">>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a draft is written by a person");
  const chosen = Prisma.sql`FROM contacts c WHERE c.workspace_id = ${workspaceId}::uuid ${contactCondition(filter)}`;
  const fields = await db.$queryRaw<{ field: string }[]>`
    SELECT field FROM (SELECT jsonb_object_keys(c.fields) AS field ${chosen}) AS each
    GROUP BY field ORDER BY count(*) DESC, field LIMIT ${MOST_FIELDS}`;
  const keys = fields.map(({ field }) => field);
  const importId = newId();
  const columns = cleanColumnNames([names.number, names.name, ...keys]);
  await db.import.create({
    data: {
      ...{ workspaceId, id: importId, filename: title, columns, phoneColumn: 0, hasHeader: true, reading: 1 },
      ...{ state: "ready", createdById: actorId, readAt: new Date() },
    },
  });
  const people = await db.$executeRaw`
    INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
    SELECT ${workspaceId}::uuid, ${importId}::uuid, 1, row_number() OVER (ORDER BY c.id) + 1, c.msisdn,
      ARRAY['+' || c.msisdn, c.name] || coalesce((SELECT array_agg(coalesce(c.fields->>k, '') ORDER BY n)
        FROM unnest(${keys}::text[]) WITH ORDINALITY AS u (k, n)), '{}')
    ${chosen} LIMIT ${MOST_PEOPLE + 1}`;
  if (people === 0) throw new DomainError("contact.nobody");
  if (people > MOST_PEOPLE) throw new DomainError("contact.too_many", { limit: MOST_PEOPLE });
  await db.import.updateMany({ where: { workspaceId, id: importId }, data: { rows: people, kept: people } });
  const id = newId();
  await db.campaign.create({
    data: { workspaceId, id, name: title, createdById: actorId, importId, ...(await defaultWayOut(tx)) },
  });
  const campaignId = toPublicId("campaign", id);
  return { result: campaignId, audit: { subject: campaignId, detail: { people } } };
}
