import type { Authority } from "#lib/domain/campaigns/approval";
import { approveCampaign } from "#lib/domain/campaigns/commands/approve-campaign";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { submitCampaign } from "#lib/domain/campaigns/commands/submit-campaign";
import { withdrawReview } from "#lib/domain/campaigns/commands/withdraw-review";
import { checkForStart, type StartCheck } from "#lib/domain/campaigns/start-queries";
import { parsePublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { makeWorkspace, type TestPerson, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

/** The gate's table for the two questions, said once more, because the domain does not know the gate. */
export const authority: Authority = {
  mayApprove: ({ role, mayApprove }) => role === "owner" || role === "admin" || (role === "operator" && mayApprove),
  maySend: ({ role, maySend }) => role === "owner" || role === "admin" || (role === "operator" && maySend),
};

/** What a connection with so much quota left answers. */
export function account(remaining: number) {
  const quota = { limit: 1_000, used: 1_000 - remaining, remaining, periodEnd: null };
  return { plan: { name: "Büyük", status: "active", renewsAt: null }, quota, upgradeUrl: null };
}

/** A workspace with a threshold, an operator who writes, and an admin who approves. */
export interface ReviewScene {
  readonly workspace: TestWorkspace;
  readonly operator: TestPerson;
  readonly admin: TestPerson;
  readonly importId: string;
  readonly connectionId: string;
  makeDraft(text?: string): Promise<string>;
  check(campaignId: string): Promise<StartCheck>;
  /** Submits the version that is stored, by default as the operator. Gives the plain id of the submission. */
  submit(campaignId: string, as?: TestPerson): Promise<string>;
  /** Approves what was submitted, by default as the admin. */
  approve(campaignId: string, reviewId: string, as?: TestPerson, hash?: string): ReturnType<typeof approveCampaign>;
  /** Saves another text as the operator, on the version named. */
  edit(campaignId: string, version: number, text?: string): ReturnType<typeof saveDraft>;
  withdraw(campaignId: string, reviewId: string, as?: TestPerson, isAdmin?: boolean): Promise<unknown>;
  campaign(campaignId: string): Promise<Record<string, unknown>>;
  review(reviewId: string): Promise<Record<string, unknown> & { contentHash: Uint8Array }>;
  /** What the jobs of a name carry that wait in the workspace. */
  jobs(name: string): Promise<Record<string, unknown>[]>;
}

const PEOPLE = "Ad;Telefon\nAyşe;05321234501\nVeli;05321234502\nCan;05321234503\nÇağla;05321234504\n";

async function furnish(workspace: TestWorkspace) {
  const importId = await storeList(workspace, PEOPLE);
  const [connectionId, senderId] = [newId(), newId()];
  await workspace.transact(async ({ db, workspaceId }) => {
    await db.workspace.update({ where: { id: workspaceId }, data: { approvalPeople: 3 } });
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: "ws_1", remoteName: "Ihlamur" },
        ...{ scopes: ["messages:send"], connectedById: workspace.person.id, account: account(1_000) },
      },
    });
    const sender = { workspaceId, id: senderId, connectionId, name: "IHLAMUREV", status: "approved" };
    await db.sender.create({ data: sender });
  });
  return { importId, connectionId, senderId };
}

/** Sets the scene. Its draft goes to four people, the threshold is three. */
export async function setReviewScene(): Promise<ReviewScene> {
  const workspace = await makeWorkspace();
  const { importId, connectionId, senderId } = await furnish(workspace);
  const [operator, admin] = [await workspace.join("operator"), await workspace.join("admin")];
  const check = (campaignId: string) => workspace.sql((sql) => checkForStart(sql, campaignId));
  const campaign = (id: string) => workspace.transact(({ db }) => db.campaign.findFirstOrThrow({ where: { id } }));
  const review = (id: string) => workspace.transact(({ db }) => db.review.findFirstOrThrow({ where: { id } }));
  return {
    ...{ workspace, operator, admin, importId, connectionId, check, campaign, review },
    async makeDraft(text = "Siparişiniz hazır") {
      const id = newId();
      await workspace.transact(({ db, workspaceId }) =>
        db.campaign.create({
          data: {
            ...{
              workspaceId,
              id,
              name: "Ev haftası",
              createdById: operator.id,
              connectionId,
              senderId,
              importId,
              text,
            },
            kind: "informational",
          },
        }),
      );
      return id;
    },
    async submit(campaignId, as = operator) {
      const checked = await check(campaignId);
      const input = { campaignId, version: checked.version };
      const submit = await workspace.transact((tx) => submitCampaign(tx, input, checked, authority), as.id);
      return parsePublicId("review", submit.result.reviewId) ?? "";
    },
    edit: (campaignId, version, text = "Başka bir metin") =>
      workspace.transact((tx) => saveDraft(tx, { campaignId, version, text }), operator.id),
    withdraw: (campaignId, reviewId, as = operator, isAdmin = false) =>
      workspace.transact((tx) => withdrawReview(tx, { campaignId, reviewId }, isAdmin), as.id),
    async jobs(name) {
      const waiting = "SELECT data FROM pgboss.job WHERE name = $1 AND data->>'workspaceId' = $2";
      const { rows } = await workspace.sql((sql) => sql.client.query(waiting, [name, workspace.id]));
      return rows.map((row) => row.data);
    },
    async approve(campaignId, reviewId, as = admin, hash) {
      const checked = await check(campaignId);
      const seen = hash ?? Buffer.from((await review(reviewId)).contentHash).toString("hex");
      return workspace.transact(
        (tx) => approveCampaign(tx, { campaignId, reviewId, hash: seen }, checked, authority),
        as.id,
      );
    },
  };
}
