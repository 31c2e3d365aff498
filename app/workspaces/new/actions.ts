"use server";

import { redirect } from "next/navigation";
import { createWorkspace } from "#lib/domain/workspaces/commands/create";
import { CreateWorkspaceInput } from "#lib/domain/workspaces/schema";
import { defineNewWorkspaceAction } from "#lib/gate/new-workspace";
import type { ActionResult } from "#lib/gate/refusal";

const creating = defineNewWorkspaceAction({
  name: "workspace.create",
  input: CreateWorkspaceInput,
  run: createWorkspace,
});

export async function createWorkspaceAction(form: FormData): Promise<ActionResult<{ slug: string }>> {
  const answer = await creating(form);
  if (answer.ok) redirect(`/w/${answer.result.slug}`);
  return answer;
}
