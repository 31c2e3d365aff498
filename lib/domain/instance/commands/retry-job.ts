import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { JobInput } from "#lib/domain/instance/schema";
import type { AccountTx } from "#lib/infra/db/tenant";
import { retryFailed } from "#lib/infra/queue";

/** Puts a job that was given up back into its queue; every job is safe to repeat. @throws DomainError `instance.job_gone`. */
export async function retryJob({ db }: AccountTx, { queue, jobId }: z.output<typeof JobInput>): Promise<Audited<null>> {
  if (!(await retryFailed(db, queue, jobId))) throw new DomainError("instance.job_gone");
  return { result: null, audit: { subject: jobId, detail: { queue } } };
}
