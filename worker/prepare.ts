import { countMessages, startSending } from "#lib/domain/campaigns/commands/finish-preparing";
import { isAsApproved, refuseChanged } from "#lib/domain/campaigns/commands/object-to-sending";
import { openLinks } from "#lib/domain/campaigns/commands/open-links";
import { type Written, writeMessages } from "#lib/domain/campaigns/commands/write-messages";
import {
  type FrozenCampaign,
  type FrozenPerson,
  frozenCampaign,
  frozenPeople,
} from "#lib/domain/campaigns/frozen-queries";
import { columnsOf, compileTemplate } from "#lib/domain/campaigns/template";
import type { JobScope } from "#lib/gate/job";
import { type Clock, systemClock } from "#lib/infra/clock";
import { log } from "#lib/infra/log";
import { failpoint } from "./failpoints.ts";
import { unlessDone } from "./stop-sending.ts";

/** People read and copied at once: enough to make a statement's cost vanish, few enough to hold. */
const BATCH = 2_000;

async function* audience(
  job: JobScope,
  campaign: FrozenCampaign,
  columns: readonly number[],
): AsyncGenerator<FrozenPerson[]> {
  for (let afterLine = (campaign.fromLine ?? 0) - 1; ; ) {
    const after = afterLine;
    const people = await job.sql((sql) => frozenPeople(sql, campaign, columns, after, BATCH));
    if (people.length > 0) yield people;
    const last = people.at(-1);
    if (last === undefined || people.length < BATCH) return;
    afterLine = last.line;
  }
}

/** Accounts for what was written, whatever became of the campaign meanwhile. Safe to repeat. */
export async function finishPreparing(job: JobScope, campaignId: string): Promise<void> {
  await job.sql((sql) => countMessages(sql, campaignId));
}

/**
 * Writes the messages of a campaign whose undo window is over, and lets it go out. Safe to repeat at any point.
 *
 * @returns `busy` when another worker is at it.
 */
export async function prepareCampaign(job: JobScope, campaignId: string, clock: Clock = systemClock): Promise<Written> {
  const campaign = await job.sql((sql) => frozenCampaign(sql, campaignId));
  if (campaign === null) throw new Error("a started campaign lacks what it is prepared from");
  if (campaign.state !== "preparing") return "there_already";
  if (!isAsApproved(campaign)) {
    await unlessDone(() => job.record("campaign.prepare", (tx) => refuseChanged(tx, campaignId)));
    return "there_already";
  }
  const startedAt = performance.now();
  const { template } = compileTemplate(campaign.text, campaign.columns);
  const columns = columnsOf(template);
  const linkOf = template.linkColumn === null ? null : await job.sql((sql) => openLinks(sql, campaignId));
  const written = await job.load((loader) =>
    writeMessages(loader, campaign, { template, linkOf }, audience(job, campaign, columns), new Date(), () =>
      failpoint("copying"),
    ),
  );
  if (written === "busy") return written;
  failpoint("copied");
  await finishPreparing(job, campaignId);
  await unlessDone(() => job.record("campaign.prepare", (tx) => startSending(tx, campaignId, clock.now())));
  log.info({ campaignId, ms: Math.round(performance.now() - startedAt) }, "campaign prepared");
  return written;
}
