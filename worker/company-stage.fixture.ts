import { z } from "zod";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { Secret } from "#lib/infra/crypto/secret";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { ledgerOf, type Stage, setStage, type Theatre } from "./stage.fixture.ts";

const Account = z.looseObject({ id: z.string() });

/** A stage whose connection speaks to one of the two SMS companies, to an account of its own where nothing ends by number. */
export async function setCompanyStage(
  theatre: Theatre,
  system: "iletimerkezi" | "turkeysms",
  settings: Record<string, unknown> = {},
): Promise<Stage> {
  const stage = await setStage(theatre);
  const free = system === "iletimerkezi" ? { rate: "off", balance: { amount: 1e6, sms: 1e6 } } : { per_minute: "off" };
  const sandbox = theatre.sandbox();
  const made = Account.parse(
    await sandbox.control("POST", "/accounts", { system, endings: false, ...free, ...settings }),
  );
  const key =
    system === "iletimerkezi"
      ? pairSecret({ key: String(made.key), hash: String(made.hash) })
      : new Secret(String(made.api_key));
  const { workspace, connectionId, senderId } = stage;
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    const where = { workspaceId, id: connectionId };
    await db.connection.updateMany({
      where,
      data: { provider: system, remoteId: made.id, ...(await sealedKey(tx, connectionId, key)) },
    });
    await db.sender.updateMany({ where: { workspaceId, id: senderId }, data: { providerCode: "" } });
  });
  return {
    ...stage,
    remote: made.id,
    ledger: () => ledgerOf(theatre, made.id),
    async switchOn(fault, also = {}) {
      await sandbox.control("POST", "/switches", { on: system, workspace: made.id, ...also, fault });
    },
    async clearSwitches() {
      await sandbox.control("DELETE", `/switches?workspace=${made.id}`);
    },
  };
}
