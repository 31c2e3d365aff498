import { z } from "zod";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { Secret } from "#lib/infra/crypto/secret";
import { newId } from "#lib/infra/ids";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { ledgerOf, type Stage, setStage, type Theatre } from "./stage.fixture.ts";

const Account = z.looseObject({ id: z.string() });

type System = "iletimerkezi" | "turkeysms";

/** Opens an account at one of the two companies, where nothing ends by number, and gives its key. */
async function openAccount(theatre: Theatre, system: System, settings: Record<string, unknown>) {
  const free = system === "iletimerkezi" ? { rate: "off", balance: { amount: 1e6, sms: 1e6 } } : { per_minute: "off" };
  const wish = { system, endings: false, ...free, ...settings };
  const made = Account.parse(await theatre.sandbox().control("POST", "/accounts", wish));
  const key =
    system === "iletimerkezi"
      ? pairSecret({ key: String(made.key), hash: String(made.hash) })
      : new Secret(String(made.api_key));
  return { id: made.id, key };
}

/** What is done to an account at its stand-in. */
function remoteOf(theatre: Theatre, system: System, id: string) {
  const { control } = theatre.sandbox();
  return {
    remote: id,
    ledger: () => ledgerOf(theatre, id),
    async switchOn(fault: Record<string, unknown>, also: Record<string, unknown> = {}) {
      await control("POST", "/switches", { on: system, workspace: id, ...also, fault });
    },
    async clearSwitches() {
      await control("DELETE", `/switches?workspace=${id}`);
    },
  };
}

/** A stage whose connection speaks to one of the two SMS companies, to an account of its own where nothing ends by number. */
export async function setCompanyStage(
  theatre: Theatre,
  system: System,
  settings: Record<string, unknown> = {},
): Promise<Stage> {
  const stage = await setStage(theatre);
  const account = await openAccount(theatre, system, settings);
  const { workspace, connectionId, senderId } = stage;
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    const where = { workspaceId, id: connectionId };
    await db.connection.updateMany({
      where,
      data: { provider: system, remoteId: account.id, ...(await sealedKey(tx, connectionId, account.key)) },
    });
    await db.sender.updateMany({ where: { workspaceId, id: senderId }, data: { providerCode: "" } });
  });
  return { ...stage, ...remoteOf(theatre, system, account.id) };
}

/** A second connection of a stage's workspace, with a sender. */
export type SecondWay = ReturnType<typeof remoteOf> & { readonly connectionId: string; readonly senderId: string };

/** Connects a company to the workspace of a stage as well. */
export async function addConnection(
  theatre: Theatre,
  { workspace }: Stage,
  system: System,
  settings: Record<string, unknown> = {},
): Promise<SecondWay> {
  const account = await openAccount(theatre, system, settings);
  const [connectionId, senderId] = [newId(), newId()];
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: system, remoteId: account.id, remoteName: "İkinci" },
        ...(await sealedKey(tx, connectionId, account.key)),
        ...{ scopes: ["messages:send"], connectedById: workspace.person.id },
      },
    });
    await db.sender.create({ data: { workspaceId, id: senderId, connectionId, name: "MAGAZA", status: "approved" } });
  });
  return { ...remoteOf(theatre, system, account.id), connectionId, senderId };
}

/** Writes a second connection into a campaign that has not begun. */
export async function nameSecond(theatre: Theatre, { workspace }: Stage, second: SecondWay, campaignId: string) {
  await theatre.owner().query(
    `UPDATE campaigns SET second_connection_id = $3, second_sender_id = $4, second_sender_name = 'MAGAZA'
     WHERE workspace_id = $1 AND id = $2`,
    [workspace.id, campaignId, second.connectionId, second.senderId],
  );
}

/** Begins a campaign that is to start in an hour and whose provider keeps it until then. */
export async function keepAtProvider(theatre: Theatre, stage: Stage, people: number, text?: string) {
  const campaignId = await stage.makeCampaign({ people, state: "holding", ...(text === undefined ? {} : { text }) });
  const startAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
  await theatre.owner().query(
    `UPDATE campaigns SET at_provider = true, start_at = $3, start_zone = 'Europe/Istanbul', state = 'preparing'
     WHERE workspace_id = $1 AND id = $2`,
    [stage.workspace.id, campaignId, startAt],
  );
  await stage.wake();
  return { campaignId, startAt };
}
