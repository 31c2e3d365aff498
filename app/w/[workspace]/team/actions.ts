"use server";

import { changeRole } from "#lib/domain/team/commands/change-role";
import { invite, resendInvite } from "#lib/domain/team/commands/invite";
import { leaveTeam, removeMember } from "#lib/domain/team/commands/remove-member";
import { revokeInvite } from "#lib/domain/team/commands/revoke-invite";
import { setDailyCap, setSwitches } from "#lib/domain/team/commands/set-switches";
import { transferOwnership } from "#lib/domain/team/commands/transfer-ownership";
import { reaches } from "#lib/domain/team/model";
import {
  CapInput,
  ChangeRoleInput,
  InviteIdInput,
  InviteInput,
  LeaveInput,
  MemberInput,
  SwitchInput,
  TransferInput,
} from "#lib/domain/team/schema";
import { defineAction } from "#lib/gate/action";

const permission = "team:manage";

export const inviteAction = defineAction({
  name: "team.invite",
  permission,
  // Whoever manages the team can do nearly everything: making one more of them is dangerous.
  fresh: async (_, { role }) => reaches(role, "admin"),
  input: InviteInput,
  run: invite,
});

export const resendInviteAction = defineAction({
  name: "team.invite_again",
  permission,
  input: InviteIdInput,
  run: resendInvite,
});

export const revokeInviteAction = defineAction({
  name: "team.invite_revoke",
  permission,
  input: InviteIdInput,
  run: revokeInvite,
});

export const changeRoleAction = defineAction({
  name: "team.role",
  permission,
  fresh: async (_, { role }) => reaches(role, "admin"),
  input: ChangeRoleInput,
  run: changeRole,
});

export const setSwitchesAction = defineAction({
  name: "team.switch",
  permission,
  // Otherwise a stolen login made the second person who approves what it sends.
  fresh: async (_, { mayApprove }) => mayApprove === true,
  input: SwitchInput,
  run: setSwitches,
});

export const setDailyCapAction = defineAction({ name: "team.cap", permission, input: CapInput, run: setDailyCap });

export const removeMemberAction = defineAction({
  name: "team.remove",
  permission,
  input: MemberInput,
  run: removeMember,
});

export const leaveTeamAction = defineAction({
  name: "team.leave",
  permission: "workspace:read",
  input: LeaveInput,
  run: leaveTeam,
});

export const transferOwnershipAction = defineAction({
  name: "team.transfer",
  permission: "ownership:transfer",
  fresh: true,
  input: TransferInput,
  run: (tx, input, _, user) => transferOwnership(tx, input, user.sessionId),
});
