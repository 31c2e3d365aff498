import { beforeEach, expect, it } from "vitest";
import type { Audited } from "#lib/domain/audit/model";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { createDraft } from "#lib/domain/campaigns/commands/create-draft";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { removeSuppression } from "#lib/domain/consent/commands/remove-suppression";
import { consentVerbs } from "#lib/domain/consent/model";
import { type RecordInput, SuppressInput } from "#lib/domain/consent/schema";
import { parsePublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { writeAudit } from "#lib/gate/audit";
import type { TenantTx } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let importId: string;
let campaignId: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  importId = await storeList(workspace, "Telefon\r\n05321234567\r\n05331112233\r\n05351112233\r\n");
  const { result } = await workspace.transact((tx) => createDraft(tx, { name: "Ev haftası" }));
  campaignId = parsePublicId("campaign", result.campaignId) ?? "";
  const draft = { importId, kind: "commercial" as const, text: "Merhaba, indirim. RET yazıp 3000'e gönderin." };
  await workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, ...draft }));
});

const zone = { zone: "Europe/Istanbul" };

/** Runs a command with its history entry in one transaction, as the gate does. */
function act<R>(verb: string, command: (tx: TenantTx) => Promise<Audited<R>>): Promise<R> {
  return workspace.transact(async (tx) => {
    const { result, audit } = await command(tx);
    await writeAudit(tx, verb, audit);
    return result;
  });
}

async function cover() {
  const checkup = await workspace.sql((sql) => checkCampaign(sql, campaignId, "test"));
  const consent = checkup?.checks.find(({ code }) => code === "consent");
  return { reason: consent?.reason, ...{ people: checkup?.people, suppressed: checkup?.suppressed } };
}

// Each look comes right after a change: a count remembered from before it must not be shown again.
it("R-130 R-131 a commercial campaign reaches who consented, and nobody who refused or is suppressed", async () => {
  expect(await cover()).toEqual({ reason: "nobody", people: 0, suppressed: 0 });

  const everybody: RecordInput = {
    ...{ by: "list", importId, source: "paper", givenOn: "2026-10-05", proof: "İmzalı formlar, klasör 3" },
  };
  await act(consentVerbs.record, (tx) => recordConsents(tx, everybody, zone));
  expect(await cover()).toEqual({ reason: "covered", people: 3, suppressed: 0 });

  const one = SuppressInput.parse({ by: "numbers", numbers: "05331112233", reason: "Mağazada istedi" });
  await act(consentVerbs.suppress, (tx) => addSuppressions(tx, one));
  expect(await cover()).toEqual({ reason: "covered", people: 2, suppressed: 1 });

  const refused = SuppressInput.parse({ by: "numbers", numbers: "05351112233", reason: "Aradı" });
  if (refused.by === "list") throw new Error("a paste is no list");
  const { numbers } = refused;
  const refusal: RecordInput = {
    source: "phone_call",
    proof: "Arayıp istemedi",
    by: "numbers",
    numbers,
    givenOn: "2026-11-01",
  };
  await act(consentVerbs.refuse, (tx) => recordRefusals(tx, refusal, zone));
  await act(consentVerbs.record, (tx) => recordConsents(tx, everybody, zone));
  expect(await cover()).toEqual({ reason: "covered", people: 1, suppressed: 2 });

  const release = (msisdn: bigint) =>
    act(consentVerbs.release, (tx) => removeSuppression(tx, { msisdn, reason: "Yanlış numaraydı" }));
  await release(905331112233n);
  await release(905351112233n);
  // Off the list, the one who refused still gets nothing commercial.
  expect(await cover()).toEqual({ reason: "left_out", people: 2, suppressed: 0 });
});
