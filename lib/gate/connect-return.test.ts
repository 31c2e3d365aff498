import { describe, expect, it } from "vitest";
import { openKey } from "#lib/domain/connections/key-queries";
import { listSenders } from "#lib/domain/senders/queries";
import { openConnectStage } from "#lib/gate/connect-stage.fixture";

const { guide, workspace, remote, at, connections, onlyConnection } = openConnectStage();

const audit = () =>
  workspace().transact(async (tx) => {
    const rows = await tx.db.auditEvent.findMany({ where: { workspaceId: tx.workspaceId }, orderBy: { id: "asc" } });
    return rows.map(({ action }) => action);
  });

describe("connecting", () => {
  it("keeps a sealed key, the granted scopes, the account, the senders, and says so in the history", async () => {
    expect(await guide().connect(workspace(), remote())).toBe(at("connected"));
    expect(await connections()).toMatchObject([
      {
        state: "active",
        remoteId: remote(),
        missing: [],
        extra: [],
        gate: "enough",
        account: { plan: { status: "active" }, quota: { remaining: 50_000 } },
        silentSince: null,
      },
    ]);
    expect(await audit()).toEqual(["connection.start", "connection.connect"]);
    const senders = await workspace().transact(listSenders);
    expect(senders.map(({ name }) => name)).toContain("MAGAZA");
    const key = await workspace().transact(async (tx) => openKey(tx, await onlyConnection()));
    expect(await guide().ways.driver.account(key)).toMatchObject({ kind: "value" });
  });

  it("R-028 leaves neither key, state nor verifier readable in the database", async () => {
    const journey = await guide().depart(workspace(), remote());
    await guide().arrive(journey);
    const dump = await workspace().transact(async (tx) => {
      const rows = await tx.db.$queryRaw`
        SELECT row_to_json(t)::text AS row FROM connect_transactions t UNION ALL SELECT row_to_json(c)::text FROM connections c
        UNION ALL SELECT row_to_json(a)::text FROM audit_events a`;
      return JSON.stringify(rows);
    });
    expect(dump).not.toContain("iltz_");
    expect(dump).not.toContain(journey.answer.get("state"));
    expect(dump).not.toContain(journey.answer.get("code"));
    expect(dump).not.toContain(journey.browserToken);
  });

  it("R-005, R-011 goes back where the person was, or to the page of connections, and takes nothing of the answer along", async () => {
    const where = async (returnTo: string) => guide().arrive(await guide().depart(workspace(), remote(), { returnTo }));
    expect(await where(`/w/${workspace().slug}`)).toBe(`/w/${workspace().slug}`);
    for (const hostile of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/w/baska",
      "javascript:alert(1)",
    ]) {
      expect(await where(hostile)).toBe(at("reconnected"));
    }
  });
});

describe("R-002 a connect belongs to one person, one browser, one moment", () => {
  it("20 equal returns at once: one call, one connection", async () => {
    const journey = await guide().depart(workspace(), remote());
    const paths = await Promise.all(Array.from({ length: 20 }, () => guide().arrive(journey)));
    expect(paths.filter((path) => path === at("connected"))).toHaveLength(1);
    expect(paths.filter((path) => path === at("replayed"))).toHaveLength(19);
    expect(await guide().calls("token", remote())).toBe(1);
    expect(await connections()).toHaveLength(1);
  });

  it("a second return is told so and makes no call", async () => {
    const journey = await guide().depart(workspace(), remote());
    await guide().arrive(journey);
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(1);
  });

  it.each([
    ["without a cookie", null],
    ["with another browser's cookie", "x".repeat(43)],
  ])("%s: refused, used up, no call", async (_, browserToken) => {
    const journey = await guide().depart(workspace(), remote());
    expect(await guide().arrive(journey, { browserToken })).toBe(at("wrong_browser"));
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("with another person's login, also of the same workspace: refused, used up, no call, no name of the workspace", async () => {
    const admin = await workspace().join("admin");
    const journey = await guide().depart(workspace(), remote());
    expect(await guide().arrive(journey, { userId: admin.id })).toBe("/connect/iletiniz?outcome=wrong_user");
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("signed out: refused, used up, no call", async () => {
    const journey = await guide().depart(workspace(), remote());
    expect(await guide().arrive(journey, { userId: null })).toBe("/connect/iletiniz?outcome=signed_out");
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("after ten minutes: refused, no call", async () => {
    const journey = await guide().depart(workspace(), remote());
    await workspace().transact(
      (tx) =>
        tx.db
          .$executeRaw`UPDATE connect_transactions SET expires_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    expect(await guide().arrive(journey)).toBe(at("expired"));
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("R-038 after the person lost the permission or the membership: refused, no call", async () => {
    const admin = await workspace().join("admin");
    const demoted = await guide().depart(workspace(), remote(), { userId: admin.id });
    const removed = await guide().depart(workspace(), remote(), { userId: admin.id });
    const membership = { workspaceId_userId: { workspaceId: workspace().id, userId: admin.id } };
    await workspace().transact((tx) => tx.db.membership.update({ where: membership, data: { role: "viewer" } }));
    expect(await guide().arrive(demoted)).toBe("/connect/iletiniz?outcome=no_access");
    await workspace().transact((tx) => tx.db.membership.delete({ where: membership }));
    expect(await guide().arrive(removed)).toBe("/connect/iletiniz?outcome=no_access");
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("an answer nobody asked for, or with a state that is missing or doubled, is nobody's", async () => {
    const journey = await guide().depart(workspace(), remote());
    const answers = [
      new URLSearchParams({ code: "x", state: "s".repeat(43) }),
      new URLSearchParams({ code: "x" }),
      new URLSearchParams(`${journey.answer}&state=${journey.answer.get("state")}`),
      new URLSearchParams({ code: "x", state: "' OR true --" }),
    ];
    for (const answer of answers) {
      expect(await guide().arrive({ ...journey, answer })).toBe("/connect/iletiniz?outcome=unknown");
    }
    expect(await guide().calls("token", remote())).toBe(0);
  });
});

describe("R-003 answers of another server", () => {
  it.each(["wrong", "missing", "trailing_slash", "upper_case_host", "duplicated"])(
    "iss %s: refused, no call",
    async (variant) => {
      await guide().fault("authorize", remote(), { kind: "iss", variant });
      expect(await guide().connect(workspace(), remote())).toBe(at("wrong_issuer"));
      expect(await guide().calls("token", remote())).toBe(0);
      expect(await audit()).toEqual(["connection.start", "connection.failed"]);
    },
  );

  it("a refusal of another server is no refusal either", async () => {
    const journey = await guide().depart(workspace(), remote(), { decision: "refuse" });
    journey.answer.set("iss", "https://evil.example");
    expect(await guide().arrive(journey)).toBe(at("wrong_issuer"));
  });

  it("a connect begun with another server in the settings is not finished", async () => {
    const journey = await guide().depart(workspace(), remote());
    await workspace().transact(
      (tx) =>
        tx.db
          .$executeRaw`UPDATE connect_transactions SET issuer = 'https://old.example' WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    expect(await guide().arrive(journey)).toBe(at("wrong_issuer"));
    expect(await guide().calls("token", remote())).toBe(0);
  });
});
