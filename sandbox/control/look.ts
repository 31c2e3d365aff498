import { type Answer, json } from "../answer.ts";
import type { LedgerLine } from "../ledger.ts";
import type { World } from "../world.ts";
import { CallsQuery, CountsQuery, DuplicatesQuery, LedgerQuery, MailQuery } from "./inputs.ts";
import type { Question } from "./question.ts";

const lookAgainMs = 20;
const shownDuplicates = 100;
const shownCalls = 1_000;

/** Asks again until the answer is good or the time is over; the last answer is returned either way. */
async function patiently<T>(waitMs: number, ask: () => T, isGood: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const answer = ask();
    if (isGood(answer) || Date.now() >= deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

function shownLine(line: LedgerLine): unknown {
  const { jobId, toAsSent, requestId, ...same } = line;
  return { ...same, job_id: jobId, to_as_sent: toAsSent, request_id: requestId };
}

function lines(world: World, seqs: Iterable<number>, limit: number): LedgerLine[] {
  const found: LedgerLine[] = [];
  for (const seq of seqs) {
    const line = world.ledger.read(seq);
    if (line !== null) found.push(line);
    if (found.length === limit) break;
  }
  return found;
}

export function ledger({ world, query }: Question): Answer {
  const { job_id, before, limit, refused, ...selection } = LedgerQuery.parse(query);
  if (job_id !== undefined) {
    const line = world.ledger.find(job_id);
    return json(200, {
      messages: line === null ? [] : [shownLine(line)],
      next_before: null,
      last_seq: world.ledger.length,
    });
  }
  const from = before ?? Number.POSITIVE_INFINITY;
  const page = lines(world, world.ledger.index.newestFirst(selection, from, refused), limit);
  const next = page.length === limit ? (page.at(-1)?.seq ?? null) : null;
  return json(200, { messages: page.map(shownLine), next_before: next, last_seq: world.ledger.length });
}

export async function counts({ world, query }: Question): Promise<Answer> {
  const { at_least, wait_ms, ...selection } = CountsQuery.parse(query);
  const totals = await patiently(
    wait_ms,
    () => world.ledger.index.totals(selection),
    ({ accepted }) => accepted >= at_least,
  );
  const { lastSeq, ...rest } = totals;
  return json(200, { ...rest, last_seq: lastSeq });
}

export function duplicates({ world, query }: Question): Answer {
  const { by, ...selection } = DuplicatesQuery.parse(query);
  const found = world.ledger.index.duplicates(selection, by === "text");
  const extra = found.reduce((sum, { seqs }) => sum + seqs.length - 1, 0);
  const shown = found.slice(0, shownDuplicates).map(({ seqs }) => {
    const copies = lines(world, seqs.toReversed(), seqs.length);
    return {
      to: copies[0]?.to ?? "",
      count: seqs.length,
      seqs: seqs.toReversed(),
      job_ids: copies.map((line) => line.jobId),
    };
  });
  return json(200, { people: found.length, extra, duplicates: shown });
}

export async function calls({ world, query }: Question): Promise<Answer> {
  const { at_least, wait_ms, ...filter } = CallsQuery.parse(query);
  const found = await patiently(
    wait_ms,
    () => world.calls.list(filter),
    ({ length }) => length >= at_least,
  );
  const shown = found.slice(-shownCalls).map(({ requestId, ...call }) => ({ ...call, request_id: requestId }));
  return json(200, { count: found.length, last: world.calls.count, calls: shown });
}

export async function mails({ world, query }: Question): Promise<Answer> {
  const { wait_ms, ...filter } = MailQuery.parse(query);
  const found = await patiently(
    wait_ms,
    () => world.mailbox.list(filter),
    ({ length }) => length > 0,
  );
  return json(200, { mails: found });
}

export async function latestMail({ world, query }: Question): Promise<Answer> {
  const { wait_ms, ...filter } = MailQuery.parse(query);
  const [mail] = await patiently(
    wait_ms,
    () => world.mailbox.list(filter),
    ({ length }) => length > 0,
  );
  return mail === undefined ? json(404, { error: "not_found", message: "No such mail yet." }) : json(200, mail);
}
