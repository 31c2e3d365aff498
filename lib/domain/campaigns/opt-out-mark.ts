import { markOf } from "#lib/domain/campaigns/opt-out-link";
import { keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

/** Whose address it is. */
export interface LinkedPerson {
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly line: number;
  readonly msisdn: string;
}

/** The part of an address to refuse on that nobody can make up: 47 bits of a keyed hash of whose it is. */
export function optOutMark({ workspaceId, campaignId, line, msisdn }: LinkedPerson): string {
  return markOf(keyedHash(env().authSecret, `opt-out ${workspaceId} ${campaignId} ${line} ${msisdn}`));
}
