/** What can happen to the safety of an account. Those of the first list are also told by mail. */
export const mailedKinds = [
  "password_changed",
  "authenticator_on",
  "authenticator_off",
  "recovery_codes_made",
  "recovery_code_used",
  "passkey_added",
  "passkey_removed",
  "elsewhere_linked",
  "elsewhere_unlinked",
] as const;

const quietKinds = ["signed_in", "device_revoked", "signed_out_everywhere"] as const;

/** Something that happened to the safety of an account. */
export type SecurityKind = (typeof mailedKinds)[number] | (typeof quietKinds)[number];

/** A kind that is told by mail. */
export type MailedKind = (typeof mailedKinds)[number];

/** Whether a person is told of it by mail. */
export function isMailed(kind: SecurityKind): kind is MailedKind {
  return mailedKinds.some((one) => one === kind);
}

const kinds: readonly SecurityKind[] = [...mailedKinds, ...quietKinds];

/** Reads a stored kind; null for one that a later version wrote. */
export function securityKind(text: string): SecurityKind | null {
  return kinds.find((kind) => kind === text) ?? null;
}

const signInProblems = [
  "account.wrong_password",
  "account.code_missing",
  "account.disabled",
  "account.elsewhere_failed",
  "account.elsewhere_off",
  "account.elsewhere_taken",
  "account.elsewhere_unverified",
  "account.sign_up_closed",
  "account.step_over",
] as const;

/** Reads why a sign-in failed out of an address; null for anything that is not one of our own words. */
export function signInProblem(said: unknown): (typeof signInProblems)[number] | null {
  return signInProblems.find((code) => code === said) ?? null;
}
