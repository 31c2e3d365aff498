import { z } from "zod";
import { Email, NewPassword, PersonName } from "#lib/domain/accounts/schema";
import { idInput } from "#lib/domain/id-input";
import { invitedRoles, roles } from "#lib/domain/team/model";

/** The highest daily cap that can be written. */
const CAP_MAX = 10_000_000;

/** Inviting a mailbox. `locale` is the language of the mail. */
export const InviteInput = z.strictObject({
  email: Email,
  role: z.enum(invitedRoles),
  locale: z.enum(["tr", "en"]),
});

/** Naming an invitation of the workspace. */
export const InviteIdInput = z.strictObject({ inviteId: idInput("invite") });

/** Naming a member. */
export const MemberInput = z.strictObject({ memberId: idInput("person") });

/** Giving a member another role. */
export const ChangeRoleInput = z.strictObject({ memberId: idInput("person"), role: z.enum(roles) });

/** Turning one switch of a member. */
export const SwitchInput = z.strictObject({
  memberId: idInput("person"),
  maySend: z.boolean().optional(),
  mayApprove: z.boolean().optional(),
  fullNumbers: z.boolean().optional(),
});

/** A daily cap as typed: digits, or nothing for none. */
export const CapInput = z.strictObject({
  memberId: idInput("person"),
  cap: z
    .string()
    .max(20)
    .transform((typed, context) => {
      const text = typed.replaceAll(/[\s.,]/g, "");
      if (text === "") return null;
      const cap = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
      if (cap >= 1 && cap <= CAP_MAX) return cap;
      context.addIssue({ code: "custom", message: "team.cap_not_valid" });
      return z.NEVER;
    }),
});

/** Handing the workspace over, with its name typed once more. */
export const TransferInput = z.strictObject({ memberId: idInput("person"), typedName: z.string().max(200) });

/** Leaving, which takes nothing. */
export const LeaveInput = z.strictObject({});

/** The token of a mailed link. */
const Token = z.string().max(200);

/** Accepting by a mailed link, while signed in. */
export const AcceptInput = z.strictObject({ token: Token });

/** Asking the one who invited for a fresh link. */
export const AskAgainInput = z.strictObject({ token: Token });

/** Accepting an invitation that stands among the own workspaces. */
export const AcceptListedInput = z.strictObject({ inviteId: idInput("invite") });

/** Accepting with a new account. The address is that of the invitation, so it is not asked for. */
export const JoinInput = z.strictObject({ token: Token, name: PersonName, password: NewPassword });
