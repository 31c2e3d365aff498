"use server";

import { requestArchive } from "#lib/domain/archives/commands/request-archive";
import { setApprovalPolicy } from "#lib/domain/campaigns/commands/set-approval-policy";
import { ApprovalPolicyInput } from "#lib/domain/campaigns/schema";
import { retireAll } from "#lib/domain/connections/commands/retire-all";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { ErasePersonInput } from "#lib/domain/consent/schema";
import { closeWorkspace } from "#lib/domain/workspaces/commands/close-workspace";
import { keepWorkspace } from "#lib/domain/workspaces/commands/keep-workspace";
import { updatePolicies } from "#lib/domain/workspaces/commands/update-policies";
import { updateProfile } from "#lib/domain/workspaces/commands/update-profile";
import { updateRetention } from "#lib/domain/workspaces/commands/update-retention";
import {
  CloseWorkspaceInput,
  NothingInput,
  PoliciesInput,
  ProfileInput,
  RetentionInput,
} from "#lib/domain/workspaces/schema";
import { allowsMore } from "#lib/domain/workspaces/settings-queries";
import { defineAction } from "#lib/gate/action";

export const updateProfileAction = defineAction({
  name: "settings.profile",
  permission: "settings:manage",
  input: ProfileInput,
  run: updateProfile,
});

export const updatePoliciesAction = defineAction({
  name: "settings.policies",
  permission: "settings:manage",
  // Numbers abroad and more people a day are what somebody with a stolen login would allow first.
  fresh: allowsMore,
  input: PoliciesInput,
  run: updatePolicies,
});

export const setApprovalPolicyAction = defineAction({
  name: "settings.approval",
  permission: "settings:manage",
  // Whoever got hold of an open browser must not take the second person away.
  fresh: true,
  input: ApprovalPolicyInput,
  run: setApprovalPolicy,
});

export const updateRetentionAction = defineAction({
  name: "settings.retention",
  permission: "settings:manage",
  input: RetentionInput,
  run: updateRetention,
});

export const erasePersonAction = defineAction({
  name: "person.erase",
  permission: "settings:manage",
  fresh: true,
  input: ErasePersonInput,
  run: erasePerson,
});

export const requestArchiveAction = defineAction({
  name: "archive.request",
  permission: "workspace:export",
  fresh: true,
  input: NothingInput,
  run: requestArchive,
});

export const closeWorkspaceAction = defineAction({
  name: "workspace.close",
  permission: "workspace:delete",
  fresh: true,
  input: CloseWorkspaceInput,
  run: (tx, input) => closeWorkspace(tx, input, retireAll),
});

export const keepWorkspaceAction = defineAction({
  name: "workspace.keep",
  permission: "workspace:delete",
  input: NothingInput,
  run: keepWorkspace,
});
