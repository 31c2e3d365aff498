import type { Msisdn } from "#lib/domain/contacts/model";
import type { PublicId } from "#lib/domain/ids";
import type { ConsentSource, ConsentStatus, SuppressionSource } from "./model.ts";

/** How many numbers of the workspace consented, refused, and are suppressed. */
export interface ConsentCounts {
  readonly granted: number;
  readonly refused: number;
  readonly suppressed: number;
}

/** What is on record for one number. */
export interface ConsentRow {
  readonly msisdn: Msisdn;
  readonly status: ConsentStatus;
  readonly source: ConsentSource;
  readonly proof: string;
  readonly givenAt: Date;
  /** Whether it is on the suppression list as well, so that it gets nothing whatever its consent. */
  readonly isSuppressed: boolean;
}

/** A number that must not be texted. */
export interface SuppressionRow {
  readonly msisdn: Msisdn;
  readonly reason: string;
  readonly source: SuppressionSource;
  readonly createdAt: Date;
  /** Name of the member who put it there; null for one who is gone. */
  readonly by: string | null;
}

/** A list whose people can be named. */
export interface ReadyList {
  readonly id: PublicId<"import">;
  /** Empty for a pasted list. */
  readonly filename: string;
  readonly people: number;
  readonly createdAt: Date;
}
