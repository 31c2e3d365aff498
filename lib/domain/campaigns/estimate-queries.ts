import { createHash } from "node:crypto";
import { latestConsentChange } from "#lib/domain/consent/change-queries";
import type { TenantSql } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { type Estimate, EstimateTally } from "./estimate.ts";
import { exampleOptOutAddress } from "./opt-out-link.ts";
import { type AudienceList, type AudienceMember, audienceOf } from "./preview-queries.ts";
import { type CompiledTemplate, columnsOf, render, withLink } from "./template.ts";

/** What a text would come to over a whole list. */
export interface ListEstimate {
  /** Everyone who is not suppressed. */
  readonly everyone: Estimate;
  /** Of those, the ones with a consent on record: who a commercial text goes to. */
  readonly consented: Estimate;
  readonly suppressed: number;
  /** People in other countries, where the workspace does not write to those. */
  readonly foreign: number;
  /** People whom the draft leaves out, and those who have had as many commercial messages as is allowed. */
  readonly excluded: number;
  readonly capped: number;
  /** Line of the first person without a value for a variable that has no fallback. */
  readonly missingLine: number | null;
  /** The first texts as they would go out, with and without regard to consent. */
  readonly examples: readonly string[];
  readonly consentedExamples: readonly string[];
}

const EXAMPLES = 3;

class ListTally {
  readonly #link = exampleOptOutAddress(env().appUrl);
  readonly #everyone = new EstimateTally();
  readonly #consented = new EstimateTally();
  readonly #examples: string[] = [];
  readonly #consentedExamples: string[] = [];
  #suppressed = 0;
  #foreign = 0;
  #excluded = 0;
  #capped = 0;
  #missingLine: number | null = null;

  add(template: CompiledTemplate, member: AudienceMember): void {
    if (member.isForeign) {
      this.#foreign++;
      return;
    }
    if (member.isSuppressed) {
      this.#suppressed++;
      return;
    }
    if (member.isExcluded) {
      this.#excluded++;
      return;
    }
    if (member.isCapped) {
      this.#capped++;
      return;
    }
    const rendered = render(template, withLink(template, member.cells, this.#link));
    this.#everyone.add(rendered, member.line);
    if (member.hasConsent) this.#consented.add(rendered, member.line);
    if (rendered.missing.length > 0) {
      this.#missingLine ??= member.line;
      return;
    }
    if (this.#examples.length < EXAMPLES) this.#examples.push(rendered.text);
    if (member.hasConsent && this.#consentedExamples.length < EXAMPLES) this.#consentedExamples.push(rendered.text);
  }

  result(): ListEstimate {
    return {
      everyone: this.#everyone.result(),
      consented: this.#consented.result(),
      suppressed: this.#suppressed,
      foreign: this.#foreign,
      excluded: this.#excluded,
      capped: this.#capped,
      missingLine: this.#missingLine,
      examples: this.#examples,
      consentedExamples: this.#consentedExamples,
    };
  }
}

/** Who watches a long count. */
export interface Watch {
  /** Ends the count: nobody waits for it any more. */
  readonly signal?: AbortSignal;
  /** Told how many people have been counted. */
  readonly onProgress?: (people: number) => void;
}

/** The last answers, so that looking at a page again does not walk through a million people again. */
const recent = new Map<string, { readonly at: number; readonly estimate: ListEstimate }>();
const RECENT_MS = 30_000;
const RECENT_COUNT = 20;

/** What each person last asked for; a walk that was overtaken stops. */
const latest = new Map<string, symbol>();

/**
 * Counts a text over every person of a list, by the same rules that the sending will follow.
 *
 * @param asker Who asks, such as campaign and person: of two questions of one asker the older one is given up.
 * @returns null when the asker has asked again meanwhile, or left.
 */
export async function estimateList(
  sql: TenantSql,
  list: AudienceList,
  template: CompiledTemplate,
  asker: string,
  { signal, onProgress }: Watch = {},
): Promise<ListEstimate | null> {
  // Who just recorded consents comes back to see them counted.
  const key = `${keyOf(sql.workspaceId, list, template)} ${await latestConsentChange(sql)}`;
  const known = recent.get(key);
  if (known !== undefined && Date.now() - known.at < RECENT_MS) return known.estimate;
  const turn = Symbol(asker);
  latest.set(asker, turn);
  try {
    const tally = new ListTally();
    let counted = 0;
    const columns = columnsOf(template);
    for await (const members of audienceOf(sql, list, columns)) {
      if (latest.get(asker) !== turn || signal?.aborted === true) return null;
      for (const member of members) tally.add(template, member);
      counted += members.length;
      onProgress?.(counted);
    }
    const estimate = tally.result();
    remember(key, estimate);
    return estimate;
  } finally {
    if (latest.get(asker) === turn) latest.delete(asker);
  }
}

function keyOf(workspaceId: string, list: AudienceList, template: CompiledTemplate): string {
  const text = createHash("sha256").update(JSON.stringify(template)).digest("base64url");
  const leftOut = JSON.stringify([list.leaveOut, list.frequency, list.kept, list.reachesForeign]);
  return `${workspaceId} ${list.importId} ${list.reading} ${list.fromLine ?? ""} ${text} ${leftOut}`;
}

function remember(key: string, estimate: ListEstimate): void {
  recent.delete(key);
  recent.set(key, { at: Date.now(), estimate });
  for (const oldest of recent.keys()) {
    if (recent.size <= RECENT_COUNT) break;
    recent.delete(oldest);
  }
}
