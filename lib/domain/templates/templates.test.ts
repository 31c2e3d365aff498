import { beforeEach, describe, expect, it } from "vitest";
import { parsePublicId } from "#lib/domain/ids";
import { archiveTemplate, restoreTemplate } from "#lib/domain/templates/commands/archive-template";
import { createTemplate } from "#lib/domain/templates/commands/create-template";
import { editTemplate } from "#lib/domain/templates/commands/edit-template";
import { listTemplates, readTemplate } from "#lib/domain/templates/queries";
import { MOST_TEMPLATES } from "#lib/domain/templates/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const wording = { name: "Sipariş", kind: "informational" as const, text: "Merhaba {{Ad}}" };

async function make(name = wording.name): Promise<string> {
  const { result } = await workspace.transact((tx) => createTemplate(tx, { ...wording, name }));
  return parsePublicId("template", result.templateId) ?? "";
}

const edit = (templateId: string, version: number, text: string) =>
  workspace.transact((tx) => editTemplate(tx, { ...wording, templateId, version, text }));

describe("a template", () => {
  it("keeps every wording it had, the newest first, with who wrote it", async () => {
    const templateId = await make();
    await edit(templateId, 1, "Sayın {{Ad}}");
    const { wordings } = await workspace.transact((tx) => readTemplate(tx, templateId));
    expect(wordings.map(({ version, text, by }) => [version, text, by])).toEqual([
      [2, "Sayın {{Ad}}", workspace.person.name],
      [1, "Merhaba {{Ad}}", workspace.person.name],
    ]);
    const [shown] = await workspace.transact((tx) => listTemplates(tx));
    expect(shown).toMatchObject({ version: 2, text: "Sayın {{Ad}}" });
  });

  it("takes one of two wordings written on the same version", async () => {
    const templateId = await make();
    const outcomes = await Promise.allSettled([edit(templateId, 1, "a"), edit(templateId, 1, "b")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(edit(templateId, 1, "c")).rejects.toMatchObject({ code: "template.stale" });
  });

  it("is offered by name until it is put away, and again when it is taken back", async () => {
    const [, templateId] = [await make("Ölçü"), await make("çay")];
    const names = async (isArchived = false) =>
      (await workspace.transact((tx) => listTemplates(tx, isArchived))).map(({ name }) => name);
    expect(new Set(await names())).toEqual(new Set(["çay", "Ölçü"]));
    await workspace.transact((tx) => archiveTemplate(tx, { templateId }));
    expect([await names(), await names(true)]).toEqual([["Ölçü"], ["çay"]]);
    await expect(edit(templateId, 1, "x")).rejects.toMatchObject({ code: "template.stale" });
    await workspace.transact((tx) => restoreTemplate(tx, { templateId }));
    expect(await names(true)).toEqual([]);
  });

  it("is not taken back into use where there are as many as there may be", async () => {
    const templateId = await make("arşivde");
    await workspace.transact((tx) => archiveTemplate(tx, { templateId }));
    const rows = Array.from({ length: MOST_TEMPLATES }, (_, n) => ({
      ...{ workspaceId: workspace.id, id: newId(), name: `Şablon ${n}`, createdById: workspace.person.id },
    }));
    await workspace.transact(({ db }) => db.template.createMany({ data: rows }));
    const restored = workspace.transact((tx) => restoreTemplate(tx, { templateId }));
    await expect(restored).rejects.toMatchObject({ code: "template.too_many" });
  });

  it("is known in its own workspace alone", async () => {
    const templateId = await make();
    const other = await makeWorkspace();
    await expect(other.transact((tx) => readTemplate(tx, templateId))).rejects.toMatchObject({
      code: "template.not_found",
    });
    await expect(other.transact((tx) => archiveTemplate(tx, { templateId }))).rejects.toMatchObject({
      code: "template.not_found",
    });
  });
});
