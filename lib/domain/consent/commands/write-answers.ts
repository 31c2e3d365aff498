import type { IysAnswer } from "#lib/domain/consent/iys";
import type { ConsentStatus } from "#lib/domain/consent/model";
import type { Msisdn } from "#lib/domain/contacts/model";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { ConsentAnswer } from "#lib/infra/providers/services";
import { writeWords } from "./upsert-consents.ts";

/** What İYS said of one number. */
export interface Answered {
  readonly msisdn: Msisdn;
  readonly answer: ConsentAnswer;
}

/** The answer as it is kept. */
export function answerOf(answer: ConsentAnswer): IysAnswer {
  return answer.kind === "record" ? answer.status : answer.kind;
}

/** A refusal without a readable date counts from now; a consent without one never beats anything. */
const UNDATED_CONSENT = new Date("2000-01-01T00:00:00Z");

async function takeOver(tx: TenantTx, status: ConsentStatus, answers: readonly Answered[]): Promise<void> {
  const said = answers.flatMap(({ msisdn, answer }) =>
    answer.kind === "record" && answer.status === status
      ? [{ msisdn, given_at: answer.at ?? (status === "refused" ? new Date() : UNDATED_CONSENT) }]
      : [],
  );
  if (said.length === 0) return;
  await writeWords(tx, {
    ...{ status, source: "iys", proof: "İYS", byId: null },
    people: Prisma.sql`SELECT DISTINCT ON (w.msisdn) w.msisdn, w.given_at
      FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS w (msisdn bigint, given_at timestamptz)`,
  });
}

/**
 * Keeps what İYS said, with its age, and takes over the words on record there: a refusal holds from the next claim on, a
 * consent counts where nothing speaks against it.
 *
 * @param askedAs The brand and audience they are about.
 */
export async function writeAnswers(tx: TenantTx, answers: readonly Answered[], askedAs: string): Promise<void> {
  const rows = JSON.stringify(
    answers.map(({ msisdn, answer }) => ({
      msisdn,
      answer: answerOf(answer),
      source: answer.kind === "record" ? answer.source : null,
      answer_at: answer.kind === "record" ? answer.at : null,
    })),
  );
  await tx.db.$executeRaw`
    INSERT INTO iys_checks AS k (workspace_id, msisdn, asked_at, asked_as, answer, source, answer_at)
    SELECT ${tx.workspaceId}::uuid, a.msisdn, clock_timestamp(), ${askedAs}, a.answer, a.source, a.answer_at
    FROM jsonb_to_recordset(${rows}::jsonb) AS a (msisdn bigint, answer text, source text, answer_at timestamptz)
    ON CONFLICT (workspace_id, msisdn) DO UPDATE SET asked_at = excluded.asked_at, asked_as = excluded.asked_as, answer = excluded.answer,
      source = excluded.source, answer_at = excluded.answer_at`;
  await takeOver(tx, "granted", answers);
  await takeOver(tx, "refused", answers);
}
