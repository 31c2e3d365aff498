import { describe, expect, it } from "vitest";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { takeReplies } from "#lib/domain/consent/commands/refuse-by-self";
import { suppressWriter } from "#lib/domain/consent/commands/suppress-writer";
import { sealPerson } from "#lib/domain/consent/number-page-queries";
import { personRecord } from "#lib/domain/consent/person-queries";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import { readThread, replyTo } from "#lib/domain/inbox/commands/answer-thread";
import { readInboxes } from "#lib/domain/inbox/commands/read-inboxes";
import { assignThread, closeThread, noteOnThread } from "#lib/domain/inbox/commands/work-on-thread";
import { inboxConnections, listThreads, threadOf } from "#lib/domain/inbox/queries";
import { InboxFilter } from "#lib/domain/inbox/schema";
import { jobScope } from "#lib/gate/job";
import { keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import type { TenantTx } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);
const AYSE = msisdnFromRow(905321234567);
const VELI = msisdnFromRow(905331112233);

const read = () => readInboxes({ ...jobScope(accounts().workspace.id), refuse: takeReplies }, accounts().driver);
const write = (remote: string, from: number, text: string) =>
  sandbox().control("POST", `/accounts/${remote}/inbox`, { from: `+${from}`, text });
const threads = (tab = "all") => accounts().workspace.transact((tx) => listThreads(tx, InboxFilter.parse({ tab })));
const standing = async () =>
  (await accounts().workspace.transact(inboxConnections)).map(({ label, inbox }) => [label, inbox]);

describe("the inbox, where an account has one", () => {
  it("R-131 what people send is kept once, and a reply that refuses acts at once", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Siparişim nerede?");
    await write(remote, VELI, "İptal");
    await read();
    await read();
    expect((await threads()).map(({ msisdn, unread, hasOptedOut }) => [msisdn, unread, hasOptedOut])).toEqual(
      expect.arrayContaining([
        [AYSE, 1, false],
        [VELI, 1, true],
      ]),
    );
    expect((await threads("refused")).map(({ msisdn }) => msisdn)).toEqual([VELI]);
    const veli = await accounts().workspace.transact((tx) => personRecord(tx, VELI));
    expect(veli).toMatchObject({ consent: { status: "refused", source: "message" }, suppressed: { reason: "İptal" } });
    expect(await accounts().workspace.transact((tx) => personRecord(tx, AYSE))).toBeNull();
    expect(await standing()).toEqual([["iletiMerkezi", "yes"]]);
  });

  it("R-131 a text that no database keeps does not stand in the way of whoever refuses after it", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Merhaba\u0000 \ud83d");
    await write(remote, VELI, "RET");
    await read();
    expect((await threads("refused")).map(({ msisdn }) => msisdn)).toEqual([VELI]);
    expect((await threads()).map(({ msisdn }) => msisdn)).toEqual(expect.arrayContaining([AYSE]));
  });

  it("an account without one says so, and is left alone for hours; a company without the call is never asked", async () => {
    const { remote } = await accounts().connected("iletimerkezi");
    await accounts().connected("turkeysms");
    expect(await standing()).toEqual([
      ["iletiMerkezi", "unknown"],
      ["TurkeySMS", "never"],
    ]);
    await read();
    await accounts().change(remote, { inbox: "post" });
    await write(remote, AYSE, "Merhaba");
    await read();
    expect(await threads()).toEqual([]);
    expect(await standing()).toEqual([
      ["iletiMerkezi", "no"],
      ["TurkeySMS", "never"],
    ]);
  });

  it("an answer goes out over the connection that was written to, and counts what was sent as read", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Siparişim nerede?");
    await write(remote, VELI, "RET");
    await read();
    const { workspace } = accounts();
    const reply = (to: typeof AYSE) =>
      workspace.transact((tx) => replyTo(tx, { person: sealPerson(tx, to), text: "Bugün kargoda." }));
    await reply(AYSE);
    const thread = await workspace.transact((tx) => threadOf(tx, AYSE));
    expect(thread?.texts.map(({ isOurs, text }) => [isOurs, text])).toEqual([
      [false, "Siparişim nerede?"],
      [true, "Bugün kargoda."],
    ]);
    expect(thread).toMatchObject({ unread: 0, isSuppressed: false });
    await expect(reply(VELI)).rejects.toMatchObject({ code: "inbox.refused" });
    // nothing waits for the end of a stop in secret.
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { haltedAt: new Date() } }),
    );
    await expect(reply(AYSE)).rejects.toMatchObject({ code: "workspace.halted" });
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { haltedAt: null } }),
    );
    await expect(workspace.transact((tx) => readThread(tx, { person: "bir-yerden" }))).rejects.toMatchObject({
      code: "inbox.not_found",
    });
  });

  it("a long conversation is shown from its end: what came last is there, and counted as unread", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "En yenisi");
    await read();
    const { workspace } = accounts();
    await workspace.sql(({ client }) =>
      client.query(
        `INSERT INTO inbound_messages (workspace_id, id, connection_id, remote_id, msisdn, text, is_opt_out, received_at, read_at)
         SELECT workspace_id, gen_random_uuid(), connection_id, 'eski-' || n, msisdn, 'Eski ' || n, false,
           received_at - interval '1 day' + n * interval '1 second', now()
         FROM inbound_messages, generate_series(1, 600) AS n`,
      ),
    );
    const thread = await workspace.transact((tx) => threadOf(tx, AYSE));
    expect(thread?.texts.map(({ text }) => text).slice(-2)).toEqual(["Eski 600", "En yenisi"]);
    expect(thread?.texts.length).toBe(500);
    expect(thread?.unread).toBe(1);
  });

  it("whoever asks in their own words is not texted again; a slip is taken back for five minutes by whoever made it", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Bana bir daha yazmayın lütfen");
    await read();
    const { workspace } = accounts();
    const suppress = (isSuppressed: boolean) =>
      workspace.transact((tx) => suppressWriter(tx, { person: sealPerson(tx, AYSE), isSuppressed }));
    const isSuppressed = async () => (await workspace.transact((tx) => threadOf(tx, AYSE)))?.isSuppressed;
    await expect(suppress(false)).rejects.toMatchObject({ code: "consent.not_suppressed" });
    await suppress(true);
    expect(await workspace.transact((tx) => personRecord(tx, AYSE))).toMatchObject({
      suppressed: { reason: "Bana bir daha yazmayın lütfen" },
    });
    await suppress(false);
    expect(await isSuppressed()).toBe(false);
    expect((await workspace.transact((tx) => personRecord(tx, AYSE)))?.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["suppressed", "released"]),
    );
    await suppress(true);
    await workspace.sql(({ client }) =>
      client.query("UPDATE suppressions SET created_at = now() - interval '6 minutes'"),
    );
    await expect(suppress(false)).rejects.toMatchObject({ code: "consent.not_suppressed" });
    expect(await isSuppressed()).toBe(true);
    await expect(
      workspace.transact((tx) => suppressWriter(tx, { person: "bir-yerden", isSuppressed: true })),
    ).rejects.toMatchObject({ code: "inbox.not_found" });
  });

  it("R-131 what the person refused meanwhile is not taken back with the member's own act", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Bana bir daha yazmayın lütfen");
    await read();
    const { workspace } = accounts();
    const suppress = (isSuppressed: boolean) =>
      workspace.transact((tx) => suppressWriter(tx, { person: sealPerson(tx, AYSE), isSuppressed }));
    await suppress(true);
    await write(remote, AYSE, "RET");
    await read();
    await expect(suppress(false)).rejects.toMatchObject({ code: "consent.not_suppressed" });
    expect((await workspace.transact((tx) => threadOf(tx, AYSE)))?.isSuppressed).toBe(true);
  });

  it("a thread is given to a member, done with, noted on, and each of these is taken back", async () => {
    const { remote } = await accounts().connected("iletimerkezi", { inbox: "post" });
    await write(remote, AYSE, "Siparişim nerede?");
    await read();
    const { workspace } = accounts();
    const memberId = workspace.person.id;
    const act = <T>(work: (tx: TenantTx, person: string) => Promise<T>) =>
      workspace.transact((tx) => work(tx, sealPerson(tx, AYSE)));
    const assign = (to: string | null) => act((tx, person) => assignThread(tx, { person, memberId: to }));
    const close = (isClosed: boolean) => act((tx, person) => closeThread(tx, { person, isClosed }));
    const seen = () => workspace.transact((tx) => threadOf(tx, AYSE));
    expect(await seen()).toMatchObject({ assignee: null, isClosed: false });

    expect((await assign(memberId)).result).toEqual({ previous: null });
    expect((await threads("mine")).map(({ msisdn }) => msisdn)).toEqual([AYSE]);
    expect((await assign(null)).result).toEqual({ previous: toPublicId("person", memberId) });
    expect(await threads("mine")).toEqual([]);
    await expect(assign("0199aaaa-0000-7000-8000-000000000000")).rejects.toMatchObject({
      code: "team.member_not_found",
    });

    await act((tx, person) => noteOnThread(tx, { person, text: "Kargoyu aradım." }));
    expect((await seen())?.texts.at(-1)).toMatchObject({ isNote: true, text: "Kargoyu aradım." });

    await close(true);
    expect([await threads("all"), (await threads("closed")).length, (await seen())?.isClosed]).toEqual([[], 1, true]);
    await close(false);
    expect((await threads("all")).length).toBe(1);
    await close(true);
    await write(remote, AYSE, "Merhaba?");
    await read();
    expect([(await threads("all")).length, (await seen())?.isClosed]).toEqual([1, false]);

    await workspace.transact((tx) => erasePerson(tx, { number: "0532 123 45 67" }));
    expect(await seen()).toBeNull();
    await expect(close(true)).rejects.toMatchObject({ code: "inbox.not_found" });
  });
});
