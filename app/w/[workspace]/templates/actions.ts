"use server";

import { archiveTemplate, restoreTemplate } from "#lib/domain/templates/commands/archive-template";
import { createTemplate } from "#lib/domain/templates/commands/create-template";
import { editTemplate } from "#lib/domain/templates/commands/edit-template";
import { CreateTemplateInput, EditTemplateInput, TemplateInput } from "#lib/domain/templates/schema";
import { defineAction } from "#lib/gate/action";

const permission = "campaigns:write";

export const createTemplateAction = defineAction({
  name: "template.create",
  permission,
  input: CreateTemplateInput,
  run: createTemplate,
});

export const editTemplateAction = defineAction({
  name: "template.edit",
  permission,
  input: EditTemplateInput,
  run: editTemplate,
});

export const archiveTemplateAction = defineAction({
  name: "template.archive",
  permission,
  input: TemplateInput,
  run: archiveTemplate,
});

export const restoreTemplateAction = defineAction({
  name: "template.restore",
  permission,
  input: TemplateInput,
  run: restoreTemplate,
});
