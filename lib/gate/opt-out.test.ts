import { beforeEach, describe, expect, it } from "vitest";
import { personRecord } from "#lib/domain/consent/person-queries";
import { optOutCode } from "#lib/domain/consent/queries";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { findOptOutPage, optOut } from "#lib/gate/opt-out";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
let workspace: TestWorkspace;
let code: string;
beforeEach(async () => {
  workspace = await makeWorkspace();
  code = await workspace.transact(optOutCode);
});

const person = () => workspace.transact((tx) => personRecord(tx, msisdnFromRow(905321234567)));

describe("R-131 the public page on which people refuse", () => {
  it("names the brand and takes a refusal: no consent, suppressed, in the history; once more changes nothing", async () => {
    expect(await findOptOutPage(code)).toEqual({
      ...{ workspaceId: workspace.id, brand: "Ihlamur Ev", locale: "tr", person: null },
    });
    await optOut(code, "0532 123 45 67", "1.2.3.4");
    await optOut(code, "+90 532 123 45 67", "1.2.3.4");
    const record = await person();
    expect(record).toMatchObject({ consent: { status: "refused", source: "website_form" }, suppressed: {} });
    expect(record?.events.filter(({ kind }) => kind === "suppressed")).toHaveLength(1);
  });

  it("an address nobody has, and one of a deleted workspace, show nothing and take nothing", async () => {
    await expect(optOut("000000000000", "0532 123 45 67", "1.2.3.4")).rejects.toMatchObject({ code: "opt_out.gone" });
    expect(await findOptOutPage("' OR true --")).toBeNull();
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { deletedAt: new Date() } }),
    );
    expect(await findOptOutPage(code)).toBeNull();
  });

  it("what is no number is refused, and an address that tries all day is asked to wait", async () => {
    const bad = optOut(code, "ben istemiyorum", "5.6.7.8");
    await expect(bad).rejects.toMatchObject({ code: "person.number_not_valid" });
    const many = async () => {
      for (let n = 0; n < 61; n += 1) await optOut(code, `0532 ${String(3_000_000 + n)}`, "9.9.9.9");
    };
    await expect(many()).rejects.toMatchObject({ code: "opt_out.too_many" });
  });
});
