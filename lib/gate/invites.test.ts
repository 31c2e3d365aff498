import { beforeAll, describe, expect, it } from "vitest";
import { type emailOf, GOOD_PASSWORD, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { parsePublicId } from "#lib/domain/ids";
import { changeRole } from "#lib/domain/team/commands/change-role";
import { invite, resendInvite } from "#lib/domain/team/commands/invite";
import { removeMember } from "#lib/domain/team/commands/remove-member";
import { revokeInvite } from "#lib/domain/team/commands/revoke-invite";
import { listInvites } from "#lib/domain/team/queries";
import { acceptByToken, acceptListed, joinByToken, offerOf, offersFor } from "#lib/gate/invites";
import { newAddress, openPost, refused, somebody } from "#lib/gate/invites.fixture";
import { withAccount } from "#lib/infra/db/tenant";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

const sandbox = runSandbox();
beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
  // an invitation opens an account also where nobody else may.
  process.env.SIGN_UP = "closed";
});
const post = openPost(sandbox);
const { workspace, invited, mailedToken, members, change } = post;

async function onlyInvite(): Promise<string> {
  const [first] = await post.workspace().transact((tx) => listInvites(tx, "owner", new Date()));
  const id = first === undefined ? null : parsePublicId("invite", first.id);
  if (id === null) throw new Error("no open invitation");
  return id;
}

describe("an invitation (R-045)", () => {
  it("is bound to its mailbox, keeps only a hash of its token, and ends after seven days", async () => {
    const email = newAddress();
    const token = await invited(email);
    const { rows } = await workspace().sql(({ client }) =>
      client.query(
        "SELECT to_jsonb(i)::text AS row, extract(epoch FROM expires_at - created_at) / 86400 AS age FROM invites i",
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(token);
    expect(Number(rows[0].age)).toBeCloseTo(7, 3);
    expect(await offerOf(token)).toMatchObject({ email, role: "operator", workspaceName: "Ihlamur Ev", state: "open" });
    expect(await offerOf(`${token.slice(0, -1)}${token.endsWith("A") ? "Q" : "A"}`)).toBeNull();
  });

  it("is taken once, however many try at once", async () => {
    const user = await somebody();
    const token = await invited(user.email, "viewer");
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => acceptByToken(withAccount, { token }, user)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toEqual(refused("team.invite_gone"));
    expect(await members()).toBe(2);
    const history = await workspace().transact(({ db, workspaceId }) =>
      db.auditEvent.findMany({ where: { workspaceId, action: "team.join" } }),
    );
    expect(history).toHaveLength(1);
    expect(history[0]?.actorId).toBe(user.id);
  });

  it("is refused to another login, who leaves it as it was", async () => {
    const [user, other] = [await somebody(), await somebody()];
    const token = await invited(user.email);
    await expect(acceptByToken(withAccount, { token }, other)).rejects.toEqual(refused("team.invite_of_another"));
    await expect(acceptListed(withAccount, { inviteId: await onlyInvite() }, other)).rejects.toEqual(
      refused("team.invite_gone"),
    );
    expect(await offersFor(other)).toEqual([]);
    expect(await offersFor(user)).toHaveLength(1);
    expect(await members()).toBe(1);
  });

  it.each(["expires_at = now() - interval '1 second'", "revoked_at = now()"])(
    "is worth nothing after %s",
    async (end) => {
      const user = await somebody();
      const token = await invited(user.email);
      await change(end);
      await expect(acceptByToken(withAccount, { token }, user)).rejects.toEqual(refused("team.invite_gone"));
      await expect(
        joinByToken(withAccount, { token, name: "Ece", password: GOOD_PASSWORD }, visitFrom()),
      ).rejects.toEqual(refused("team.invite_gone"));
      expect(await offersFor(user)).toEqual([]);
      expect(await members()).toBe(1);
    },
  );

  it("gives its link up for the one of the next mail", async () => {
    const user = await somebody();
    const first = await invited(user.email);
    await workspace().transact(async (tx) => resendInvite(tx, { inviteId: await onlyInvite() }));
    const second = await mailedToken(user.email);
    expect(second).not.toBe(first);
    expect(await offerOf(first)).toBeNull();
    await acceptByToken(withAccount, { token: second }, user);
  });

  it("ends with the right of its giver to invite (R-038)", async () => {
    const admins = [await workspace().join("admin"), await workspace().join("admin")];
    const tokens = [];
    for (const { id } of admins) tokens.push(await invited(newAddress(), "admin", id));
    const [demoted, removed] = admins;
    await workspace().transact((tx) => changeRole(tx, { memberId: demoted?.id ?? "", role: "operator" }));
    await workspace().transact((tx) => removeMember(tx, { memberId: removed?.id ?? "" }));
    for (const token of tokens) expect(await offerOf(token)).toBeNull();
  });

  it("is for those who manage the team, one open to a mailbox, and none to a member", async () => {
    const email = newAddress();
    const operator = await workspace().join("operator");
    const asked = (to: ReturnType<typeof emailOf>, actorId?: string) =>
      workspace().transact((tx) => invite(tx, { email: to, role: "viewer", locale: "tr" }), actorId);
    await expect(asked(email, operator.id)).rejects.toEqual(refused("workspace.not_allowed"));
    const both = await Promise.allSettled([asked(email), asked(email)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(asked(email)).rejects.toEqual(refused("team.already_invited"));
    await workspace().transact(async (tx) => revokeInvite(tx, { inviteId: await onlyInvite() }));
    await asked(email);
    const user = await somebody();
    await acceptByToken(withAccount, { token: await invited(user.email) }, user);
    await expect(asked(user.email)).rejects.toEqual(refused("team.already_member"));
  });

  it("says the same of an address with an account and of one without (R-041)", async () => {
    const { email } = await somebody();
    const answer = (to: ReturnType<typeof emailOf>) =>
      workspace().transact(async (tx) => (await invite(tx, { email: to, role: "viewer", locale: "tr" })).result);
    expect(await answer(email)).toBe(await answer(newAddress()));
  });

  it("is mailed 40 times a day by a workspace, whoever asks", async () => {
    const asked = () => workspace().transact((tx) => invite(tx, { email: newAddress(), role: "viewer", locale: "tr" }));
    for (let n = 0; n < 40; n += 1) await asked();
    await expect(asked()).rejects.toEqual(refused("team.too_many_invites"));
    const admin = await workspace().join("admin");
    await expect(
      workspace().transact((tx) => invite(tx, { email: newAddress(), role: "viewer", locale: "tr" }), admin.id),
    ).rejects.toEqual(refused("team.too_many_invites"));
  });

  it("finds no invitation of another workspace (R-035)", async () => {
    await invited(newAddress());
    const inviteId = await onlyInvite();
    const other = await makeWorkspace();
    for (const id of [inviteId, newId()]) {
      await expect(other.transact((tx) => revokeInvite(tx, { inviteId: id }))).rejects.toEqual(
        refused("team.invite_not_found"),
      );
      await expect(other.transact((tx) => resendInvite(tx, { inviteId: id }))).rejects.toEqual(
        refused("team.invite_not_found"),
      );
    }
  });
});
