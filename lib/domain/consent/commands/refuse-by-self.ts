import type { Msisdn } from "#lib/domain/contacts/model";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { insertSuppressionOf } from "./insert-suppressions.ts";
import { writeWords } from "./upsert-consents.ts";

/** How a person refused without anybody of the workspace: on its public page, or by a reply. */
export interface OwnRefusal {
  readonly msisdn: Msisdn;
  readonly via: "page" | "keyword";
  readonly at: Date;
  /** What shows it: the words of the reply, or what the page said. */
  readonly proof: string;
}

/**
 * Records that a person refused by themselves: from the next claim on nobody texts them, and İYS is told.
 *
 * @returns whether it is new.
 */
export async function refuseBySelf(tx: TenantTx, { msisdn, via, at, proof }: OwnRefusal): Promise<boolean> {
  const { recorded } = await writeWords(tx, {
    ...{ status: "refused", source: via === "page" ? "website_form" : "message", proof, byId: null },
    people: Prisma.sql`SELECT ${BigInt(msisdn)}::bigint AS msisdn, ${at}::timestamptz AS given_at`,
  });
  const added = await insertSuppressionOf(tx, msisdn, { reason: proof, source: via });
  return recorded + added > 0;
}

/** Takes over replies that refuse, each with its words as the proof. */
export async function takeReplies(
  tx: TenantTx,
  replies: readonly { readonly msisdn: Msisdn; readonly text: string; readonly at: Date }[],
): Promise<void> {
  for (const { msisdn, text, at } of replies) await refuseBySelf(tx, { msisdn, via: "keyword", at, proof: text });
}
