import type { FrozenCampaign, FrozenPerson } from "#lib/domain/campaigns/frozen-queries";
import { type OutgoingText, writeText } from "#lib/domain/campaigns/outgoing-text";
import { type CompiledTemplate, withLink } from "#lib/domain/campaigns/template";
import { DomainError } from "#lib/domain/errors";
import { guessOperator } from "#lib/domain/messages/operator";
import { copyField, copyText } from "#lib/infra/db/copy-text";
import type { LoaderSql } from "#lib/infra/db/tenant";
import { idRun, newId } from "#lib/infra/ids";
import { providerOf } from "#lib/infra/providers/registry";
import type { LinkWriter } from "./open-links.ts";

/** Messages of one chunk in general; its composition never changes afterwards. */
const CHUNK_SIZE = 1_000;

/** What became of the wish to write a campaign's messages. `busy`: another worker is at it. */
export type Written = "written" | "there_already" | "busy";

/** Where the people come from, batch by batch in the order of the list. */
export type Audience = AsyncIterable<readonly FrozenPerson[]>;

const BROKEN: OutgoingText = { body: "", encoding: "gsm7", parts: 0, skip: "malformed_text" };

/** A frozen text, and who writes each person's own address to refuse on, where it has one. */
export interface Wording {
  readonly template: CompiledTemplate;
  readonly linkOf: LinkWriter | null;
}

/**
 * How many people a chunk of a campaign is for. A chunk has one call open at a time; where each person's own text is a call,
 * a second's worth makes enough chunks to keep the provider busy while answers are on their way.
 */
function chunkSizeFor({ provider }: FrozenCampaign, { template, linkOf }: Wording): number {
  const { batch, recipientsPerSecond } = providerOf(provider).capabilities;
  const isOwn = template.slots.length > 0 || linkOf !== null;
  const isCallForEach = isOwn && !batch.ownText && batch.most > 1;
  return isCallForEach && recipientsPerSecond !== null ? recipientsPerSecond : CHUNK_SIZE;
}

function textFor({ template, linkOf }: Wording, campaign: FrozenCampaign, row: FrozenPerson): OutgoingText {
  try {
    const person = linkOf === null ? row : { ...row, cells: withLink(template, row.cells, linkOf(row)) };
    return writeText(template, campaign.kind, person);
  } catch (error) {
    // Half a character in one cell leaves out that person and not the campaign.
    if (error instanceof DomainError && error.code === "message.malformed_text") return BROKEN;
    throw error;
  }
}

/** The chunks of a campaign as they fill up. */
class Chunks {
  readonly #start: string;
  readonly #size: number;
  #no = 0;
  #count = 0;
  #firstId = "";
  readonly lines: string[] = [];

  constructor(workspaceId: string, campaignId: string, size: number) {
    this.#size = size;
    this.#start = `${workspaceId}\t${campaignId}\t`;
  }

  add(id: string): void {
    if (this.#count === 0) this.#firstId = id;
    this.#count += 1;
    if (this.#count === this.#size) this.close(id);
  }

  /** Ends the chunk in hand with its last message. */
  close(lastId: string): void {
    if (this.#count === 0) return;
    this.lines.push(`${this.#start}${newId()}\t${this.#no}\t${this.#firstId}\t${lastId}\n`);
    this.#no += 1;
    this.#count = 0;
  }
}

async function lock({ client }: LoaderSql, name: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken",
    [name],
  );
  return rows[0]?.taken === true;
}

/**
 * Takes the campaign for this transaction; two workers never write it side by side.
 *
 * Where people may get only so many commercial messages, the campaigns that count against each other are written one after
 * the other as well: each sees the messages of the one before, so that no two take the same last place.
 */
async function take(loader: LoaderSql, { id: campaignId, frequency }: FrozenCampaign): Promise<Written | "free"> {
  if (!(await lock(loader, `prepare ${campaignId}`))) return "busy";
  if (frequency !== null && !(await lock(loader, `frequency ${loader.workspaceId}`))) return "busy";
  const known = await loader.client.query(
    "SELECT id FROM chunks WHERE workspace_id = $1 AND campaign_id = $2 LIMIT 1",
    [loader.workspaceId, campaignId],
  );
  return known.rowCount === 0 ? "free" : "there_already";
}

/**
 * Writes every message and chunk of a campaign in one transaction: all of them or none.
 *
 * One pass over the list in flat memory. The ids follow each other and lie in one month. A repeated call finds the chunks
 * and writes nothing.
 *
 * @param at Instant of the preparation, which the ids carry.
 * @param onBatch Called after each copied batch.
 */
export async function writeMessages(
  loader: LoaderSql,
  campaign: FrozenCampaign,
  wording: Wording,
  audience: Audience,
  at: Date,
  onBatch: () => void = () => undefined,
): Promise<Written> {
  const taken = await take(loader, campaign);
  if (taken !== "free") return taken;
  const { workspaceId } = loader;
  const nextId = idRun(at);
  const chunks = new Chunks(workspaceId, campaign.id, chunkSizeFor(campaign, wording));
  const common = `${campaign.id}\t${campaign.connectionId}\tcampaign\t${copyField(campaign.senderName)}\t`;
  let lastId = "";

  function* lines(rows: readonly FrozenPerson[]): Generator<string> {
    for (const row of rows) {
      const { body, encoding, parts, skip } = textFor(wording, campaign, row);
      lastId = nextId();
      chunks.add(lastId);
      const state = skip === null ? "pending\t\\N" : `skipped\t${skip}`;
      yield `${workspaceId}\t${lastId}\t${common}${row.msisdn}\t${copyField(body)}\t${encoding}\t${parts}\t${state}\t${row.line}\t${guessOperator(Number(row.msisdn))}\n`;
    }
  }

  for await (const rows of audience) {
    await copyText(
      loader,
      "messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state, reason, line, operator)",
      lines(rows),
    );
    onBatch();
  }
  chunks.close(lastId);
  await copyText(loader, "chunks (workspace_id, campaign_id, id, no, first_id, last_id)", chunks.lines);
  return "written";
}
