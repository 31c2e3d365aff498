import type { Msisdn } from "#lib/domain/contacts/model";
import type { PublicId } from "#lib/domain/ids";
import type { IysAnswer, IysState } from "./iys.ts";
import type { ConsentSource, ConsentStatus, PersonEvent, SuppressionSource } from "./model.ts";

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
  readonly iysState: IysState;
  /** The person as an address names them. */
  readonly person: string;
}

/** One thing that was said of a person, recorded, reported or answered. */
export interface ConsentEventRow {
  readonly kind: PersonEvent;
  readonly source: string;
  readonly words: string;
  readonly givenAt: Date | null;
  readonly createdAt: Date;
  /** Name of the member; null for what ran by itself or one who is gone. */
  readonly by: string | null;
}

/** Everything on record about one person's consent. */
export interface PersonRecord {
  readonly msisdn: Msisdn;
  readonly consent: {
    readonly status: ConsentStatus;
    readonly source: ConsentSource;
    readonly proof: string;
    readonly givenAt: Date;
    readonly iysState: IysState;
    readonly iysCode: string | null;
  } | null;
  readonly suppressed: { readonly reason: string; readonly since: Date } | null;
  readonly check: { readonly answer: IysAnswer; readonly source: string | null; readonly askedAt: Date } | null;
  readonly events: readonly ConsentEventRow[];
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
