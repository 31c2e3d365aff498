import { beforeEach, describe, expect, it } from "vitest";
import { wantMail } from "#lib/domain/reports/commands/want-mail";
import { isMailed } from "#lib/domain/reports/queries";
import { endWeekMail, findMailStop } from "#lib/gate/mail-stop";
import { readMailStop, writeMailStop } from "#lib/infra/crypto/mail-stop-token";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

let workspace: TestWorkspace;
let token: string;
beforeEach(async () => {
  workspace = await makeWorkspace();
  token = writeMailStop({ workspaceId: workspace.id, userId: workspace.person.id });
  await workspace.transact((tx) => wantMail(tx, { isWanted: true }));
});

const isOn = () => workspace.transact(isMailed);
const acts = () =>
  workspace.transact(({ db, workspaceId }) =>
    db.auditEvent.findMany({ where: { workspaceId, action: "report.mail" }, select: { actorId: true, detail: true } }),
  );

describe("the link that ends a weekly mail", () => {
  it("changes nothing when it is looked at, ends the mail at a press, and once more does nothing", async () => {
    expect(await findMailStop(token)).toEqual({ workspace: "Ihlamur Ev", locale: "tr" });
    expect(await isOn()).toBe(true);
    await endWeekMail(token, "1.2.3.4");
    await endWeekMail(token, "1.2.3.4");
    expect(await isOn()).toBe(false);
    expect(await acts()).toEqual([{ actorId: workspace.person.id, detail: { on: false } }]);
    expect(await findMailStop(token), "in the language it was asked in").toEqual({ workspace: null, locale: "tr" });
  });

  it("ends nobody else's, and tells of nobody whether they are a member or get mails", async () => {
    const [other, userId] = [await makeWorkspace(), workspace.person.id];
    await other.transact((tx) => wantMail(tx, { isWanted: true }));
    for (const stop of [
      { workspaceId: other.id, userId },
      { workspaceId: workspace.id, userId: other.person.id },
      { workspaceId: newId(), userId },
    ]) {
      await endWeekMail(writeMailStop(stop), "1.2.3.4");
      expect(await findMailStop(writeMailStop(stop))).toEqual({ workspace: null, locale: "tr" });
    }
    expect([await isOn(), await other.transact(isMailed)]).toEqual([true, true]);
  });

  it("is good only as it was written", async () => {
    expect(token).toMatch(/^[\w-]{86}$/);
    expect(readMailStop(token)).toEqual({ workspaceId: workspace.id, userId: workspace.person.id });
    const changed = (at: number) => token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
    for (const forged of ["", "none", token.slice(1), `${token}AA`, changed(3), changed(30), changed(60)]) {
      expect(await findMailStop(forged)).toBeNull();
      await expect(endWeekMail(forged, "1.2.3.4")).rejects.toMatchObject({ code: "report.mail_link_not_found" });
    }
    expect(await isOn()).toBe(true);
  });

  it("may be tried so often from one address, and then not even the right one is taken", async () => {
    const many = async () => {
      for (let n = 0; n < 301; n += 1) await endWeekMail("none", "9.9.9.9").catch(letPass);
    };
    const letPass = (error: { code?: string }) => {
      if (error.code !== "report.mail_link_not_found") throw error;
    };
    await expect(many()).rejects.toMatchObject({ code: "opt_out.too_many" });
    await expect(endWeekMail(token, "9.9.9.9")).rejects.toMatchObject({ code: "opt_out.too_many" });
    expect(await isOn()).toBe(true);
  });
});
