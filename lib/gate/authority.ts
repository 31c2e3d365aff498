import type { Authority } from "#lib/domain/campaigns/approval";
import { isAllowed } from "#lib/gate/permissions";

/** The table of authority, for commands that ask it about a membership read in their own transaction. */
export const authority: Authority = {
  mayApprove: (member) => isAllowed("campaigns:approve", member.role, member),
  maySend: (member) => isAllowed("messages:send", member.role, member),
};
