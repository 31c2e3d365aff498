import { describe, expect, it } from "vitest";
import { defaultWayOut } from "#lib/domain/campaigns/commands/create-draft";
import type { DomainError } from "#lib/domain/errors";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { addSender } from "#lib/domain/senders/commands/add-sender";
import { removeSender } from "#lib/domain/senders/commands/remove-sender";
import { listSenders } from "#lib/domain/senders/queries";
import { keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

useTestDatabase();
const accounts = keyAccountsAt(runSandbox());

it("senders typed at the same moment are all kept, one of them as the one that campaigns start with", async () => {
  const { id: connectionId } = await accounts().connected("turkeysms");
  const { workspace } = accounts();
  const names = ["MAGAZA", "ORNEK", "KAMPANYA", "DUYURU", "MAGAZA"];
  await Promise.all(names.map((name) => workspace.transact((tx) => addSender(tx, { connectionId, name }))));
  const senders = await workspace.transact(listSenders);
  expect(new Set(senders.map(({ name }) => name))).toEqual(new Set(names));
  expect(senders).toHaveLength(4);
  expect(senders.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

describe("taking away a sender that was typed", () => {
  const typed = async () => {
    const { id: connectionId } = await accounts().connected("turkeysms");
    const { workspace } = accounts();
    const { result } = await workspace.transact((tx) => addSender(tx, { connectionId, name: "MAGAZA" }));
    return { workspace, connectionId, senderId: parsePublicId("sender", result) ?? "" };
  };

  it("leaves the list without it, and new campaigns without a default, until it is typed again", async () => {
    const { workspace, connectionId, senderId } = await typed();
    const { audit } = await workspace.transact((tx) => removeSender(tx, { senderId }));
    expect(audit).toEqual({ subject: toPublicId("sender", senderId), detail: { name: "MAGAZA" } });
    expect(await workspace.transact(listSenders)).toEqual([]);
    expect(await workspace.transact(defaultWayOut)).toEqual({});
    await expect(workspace.transact((tx) => removeSender(tx, { senderId }))).rejects.toMatchObject({
      code: "sender.not_found",
    });
    await workspace.transact((tx) => addSender(tx, { connectionId, name: "MAGAZA" }));
    expect(await workspace.transact(listSenders)).toMatchObject([{ name: "MAGAZA", isTyped: true, isListed: true }]);
  });

  it.each(["first", "second"])("is refused while a campaign goes out as its %s, not for a draft", async (leg) => {
    const { workspace, connectionId, senderId } = await typed();
    const { person, id: workspaceId } = workspace;
    const id = newId();
    const data = { workspaceId, id, name: "Ev haftası", createdById: person.id };
    const way =
      leg === "first" ? { connectionId, senderId } : { secondConnectionId: connectionId, secondSenderId: senderId };
    await workspace.transact(({ db }) => db.campaign.create({ data: { ...data, ...way, state: "scheduled" } }));
    await expect(workspace.transact((tx) => removeSender(tx, { senderId }))).rejects.toMatchObject({
      ...{ code: "sender.in_use", detail: { use: "campaign", name: "Ev haftası" } },
    });
    await workspace.transact(({ db }) =>
      db.campaign.updateMany({ where: { workspaceId, id }, data: { state: "draft" } }),
    );
    await workspace.transact((tx) => removeSender(tx, { senderId }));
  });

  it("is refused while codes go out under it", async () => {
    const { workspace, senderId } = await typed();
    const of = { workspaceId: workspace.id, id: newId(), senderId, createdById: workspace.person.id };
    const profile = { name: "Giriş", digits: 6, lifetimeMinutes: 5, language: "tr", text: "{code}", hourly: 100 };
    await workspace.transact(({ db }) => db.otpProfile.create({ data: { ...of, ...profile } }));
    await expect(workspace.transact((tx) => removeSender(tx, { senderId }))).rejects.toMatchObject({
      ...{ code: "sender.in_use", detail: { use: "profile", name: "Giriş" } },
    });
  });

  it("is refused in another workspace, and for one that its provider lists", async () => {
    const { workspace, senderId } = await typed();
    await accounts().connected("iletimerkezi");
    const listed = (await workspace.transact(listSenders)).find(({ isTyped }) => !isTyped);
    const listedId = parsePublicId("sender", listed?.id ?? "") ?? "";
    const refused = (from: TestWorkspace, senderId: string) =>
      from.transact((tx) => removeSender(tx, { senderId })).catch(({ code }: DomainError) => code);
    expect(await refused(await makeWorkspace(), senderId)).toBe("sender.not_found");
    expect(await refused(workspace, listedId)).toBe("sender.listed_by_provider");
  });
});
