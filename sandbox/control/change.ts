import type { Workspace } from "../workspaces.ts";
import type { World } from "../world.ts";
import type { WorkspaceChange } from "./inputs.ts";

/** A workspace with a change applied. What is used of a quota is stated as of now. */
export function changedWorkspace(world: World, workspace: Workspace, change: WorkspaceChange): Workspace {
  const { quota, ...plain } = change;
  // Dropping undefined fields keeps an absent field from erasing what is there.
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const limit = quota?.limit === undefined ? workspace.quota.limit : quota.limit;
  const period_end = quota?.period_end === undefined ? workspace.quota.period_end : quota.period_end;
  const changed: Workspace = { ...workspace, ...given, quota: { ...workspace.quota, limit, period_end } };
  return quota?.used === undefined ? changed : world.workspaces.withUsed(changed, quota.used);
}

/** A workspace as the control surface shows it: with its quota counted. */
export function shownWorkspace(world: World, workspace: Workspace): unknown {
  const { quota, ...rest } = workspace;
  return { ...rest, quota: { ...world.workspaces.quota(workspace), period_end: quota.period_end } };
}
