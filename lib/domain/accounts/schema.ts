import { z } from "zod";
import { NAME_MAX, parseEmail } from "#lib/domain/accounts/model";

/** Longest text of a field that is looked at, before any rule of its own. */
const TYPED_MAX = 1_000;

/** An e-mail address as typed, brought into its normal form. */
export const Email = z
  .string()
  .max(TYPED_MAX)
  .transform((typed, context) => {
    const email = parseEmail(typed);
    if (email !== null) return email;
    context.addIssue({ code: "custom", message: "account.email_not_valid" });
    return z.NEVER;
  });

/** A person's name: anything but control characters, blanks at the ends dropped. */
export const PersonName = z
  .string()
  .max(NAME_MAX)
  .transform((typed) => typed.normalize("NFC").trim())
  .refine((name) => name !== "" && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), { message: "account.name_empty" });

/** A new password as typed; whether it is good enough is decided where the person's own words are known. */
export const NewPassword = z.string().max(TYPED_MAX);

/** Where to go afterwards, unchecked: `safeReturnPath` reads it. */
const Next = z.string().max(2_000).optional();

/** Signing in. Both fields stay as typed: a malformed address must be answered like an unknown one. */
export const SignInInput = z.strictObject({
  email: z.string().max(TYPED_MAX),
  password: z.string().max(TYPED_MAX),
  next: Next,
});

/** The first account of an instance. */
export const FirstOwnerInput = z.strictObject({ name: PersonName, email: Email, password: NewPassword });

/** Asking for an account; the password is chosen through the mail. */
export const SignUpInput = z.strictObject({ name: PersonName, email: Email });

/** Asking for a link to choose a new password. */
export const RequestResetInput = z.strictObject({ email: Email });

/** Choosing a new password with the token of a mailed link. */
export const ResetPasswordInput = z.strictObject({ token: z.string().max(200), password: NewPassword });

/** Changing the password while signed in. */
export const ChangePasswordInput = z.strictObject({ current: z.string().max(TYPED_MAX), password: NewPassword });

/** Proving with the password who one is. */
export const ProvePasswordInput = z.strictObject({ password: z.string().max(TYPED_MAX) });

/** Name and language of a person. */
export const ProfileInput = z.strictObject({ name: PersonName, locale: z.enum(["tr", "en"]) });

/** Signing in with a code, of the authenticator app or of recovery; any blanks and hyphens. */
export const CodeInput = z.strictObject({ code: z.string().min(1).max(60), next: Next });

/** Proving or confirming with a code. */
export const ProveCodeInput = z.strictObject({ code: z.string().min(1).max(60) });

/** A new name for a passkey. */
export const RenamePasskeyInput = z.strictObject({ id: z.uuid(), name: PersonName });

/** One passkey. */
export const PasskeyInput = z.strictObject({ id: z.uuid() });

/** Where a sign-in elsewhere leads afterwards. */
export const ElsewhereInput = z.strictObject({ next: Next });

/** Ending one login. */
export const RevokeDeviceInput = z.strictObject({ sessionId: z.uuid() });

/** An action that takes nothing. */
export const NoInput = z.strictObject({});
