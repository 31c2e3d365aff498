import { describe, expect, it } from "vitest";
import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { removeSuppression } from "#lib/domain/consent/commands/remove-suppression";
import { syncBlacklists } from "#lib/domain/consent/commands/sync-blacklist";
import { suppressionPage } from "#lib/domain/consent/queries";
import { ConsentFilter, SuppressInput } from "#lib/domain/consent/schema";
import { jobScope } from "#lib/gate/job";
import { keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);
const AYSE = 905321234567;
const VELI = 905331112233;

const suppress = (numbers: string) =>
  accounts().workspace.transact((tx) =>
    addSuppressions(tx, SuppressInput.parse({ by: "numbers", numbers, reason: "Kapıda söyledi" })),
  );
const release = (msisdn: number) =>
  accounts().workspace.transact((tx) => removeSuppression(tx, { msisdn: BigInt(msisdn), reason: "Yanlış yazılmış" }));
const sync = () => syncBlacklists(jobScope(accounts().workspace.id), accounts().driver);
const here = async () => {
  const { rows } = await accounts().workspace.transact((tx) => suppressionPage(tx, ConsentFilter.parse({})));
  return rows.map(({ msisdn, source }) => [msisdn, source]);
};

/** The panel of the account: what it blocks, and a customer who blocks and unblocks by hand. */
async function panel(remote: string) {
  const { key, hash } = Object(await sandbox().control("GET", `/accounts/${remote}`));
  const secret = pairSecret({ key, hash });
  const { blacklist } = accounts().driver("iletimerkezi");
  if (blacklist === undefined) throw new Error("no list");
  return {
    block: (msisdn: number) => blacklist.add(secret, `+${msisdn}`),
    unblock: (msisdn: number) => blacklist.remove(secret, `+${msisdn}`),
    async blocked() {
      const outcome = await blacklist.list(secret, 1, null);
      return outcome.kind === "value" ? outcome.value.items.toSorted() : outcome.kind;
    },
  };
}

describe("the suppression list and the list of the provider", () => {
  it("added here is blocked there, released here is unblocked there", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    const { blocked } = await panel(remote);
    await suppress("0532 123 45 67\n0533 111 22 33");
    expect(await sync()).toBeNull();
    expect(await blocked()).toEqual([`+${AYSE}`, `+${VELI}`]);
    await release(VELI);
    expect(await sync()).toBeNull();
    expect(await blocked()).toEqual([`+${AYSE}`]);
  });

  it("blocked there is suppressed here, unblocked there is released here", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    const { block, unblock } = await panel(remote);
    await block(AYSE);
    expect(await sync()).toBeNull();
    expect(await here()).toEqual([[AYSE, "provider"]]);
    await unblock(AYSE);
    expect(await sync()).toBeNull();
    expect(await here()).toEqual([]);
  });

  it("R-131 unblocking there does not lift what a member or the person suppressed: it is blocked again", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    const { unblock, blocked } = await panel(remote);
    await suppress("0532 123 45 67");
    await sync();
    await unblock(AYSE);
    expect(await sync()).toBeNull();
    expect(await here()).toEqual([[AYSE, "member"]]);
    expect(await blocked()).toEqual([`+${AYSE}`]);
  });

  it("R-136 somebody who was erased stays blocked there and is not written down here again", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    const { blocked } = await panel(remote);
    await suppress("0532 123 45 67");
    await sync();
    await accounts().workspace.transact((tx) => erasePerson(tx, { number: "0532 123 45 67" }));
    expect(await sync()).toBeNull();
    expect(await here()).toEqual([]);
    expect(await blocked()).toEqual([`+${AYSE}`]);
  });

  it("a list that cannot be read whole changes nothing here; it goes on later", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    const { block } = await panel(remote);
    await block(AYSE);
    await sync();
    await sandbox().control("POST", "/switches", {
      on: "iletimerkezi",
      workspace: remote,
      fault: { kind: "malformed" },
    });
    expect(await sync()).toBeGreaterThan(0);
    expect(await here()).toEqual([[AYSE, "provider"]]);
  });

  it("no list there, no call: TurkeySMS keeps none", async () => {
    await accounts().connected("turkeysms");
    await suppress("0532 123 45 67");
    expect(await sync()).toBeNull();
  });
});
