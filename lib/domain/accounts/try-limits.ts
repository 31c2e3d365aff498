/** How often a thing may be tried: `points` in `seconds`, then refused until the window ends. */
export interface TryLimit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Wrong passwords for one account from one address: the wait grows from a minute to two hours, and never further.
 *
 * An account is never locked as such, so nobody can shut a person out: other addresses have counts of their own, and so
 * has each browser in which the person has signed in before.
 */
export const ACCOUNT_TRIES: readonly TryLimit[] = [
  { name: "sign-in-account-1", points: 5, seconds: MINUTE },
  { name: "sign-in-account-2", points: 12, seconds: 15 * MINUTE },
  { name: "sign-in-account-3", points: 30, seconds: 2 * HOUR },
];

/** Wrong passwords from one address for whatever accounts. */
export const ADDRESS_TRIES: readonly TryLimit[] = [
  { name: "sign-in-address-1", points: 40, seconds: MINUTE },
  { name: "sign-in-address-2", points: 120, seconds: 15 * MINUTE },
  { name: "sign-in-address-3", points: 400, seconds: 2 * HOUR },
];

/** Mails to one mailbox that somebody else may have asked for. */
export const MAILBOX_TRIES: readonly TryLimit[] = [
  { name: "mail-box-1", points: 3, seconds: 15 * MINUTE },
  { name: "mail-box-2", points: 8, seconds: 24 * HOUR },
];

/** Mails and accounts asked for from one address. */
export const MAIL_ADDRESS_TRIES: readonly TryLimit[] = [{ name: "mail-address", points: 60, seconds: HOUR }];

/** Wrong codes of one person, from wherever: a second factor has only a million values. */
export const CODE_TRIES: readonly TryLimit[] = [
  { name: "code-1", points: 5, seconds: MINUTE },
  { name: "code-2", points: 10, seconds: HOUR },
  { name: "code-3", points: 30, seconds: 24 * HOUR },
];

/** Passkey questions asked for from one address. */
export const PASSKEY_TRIES: readonly TryLimit[] = [{ name: "passkey", points: 120, seconds: 15 * MINUTE }];

/** Wrong current passwords typed while signed in. */
export const CURRENT_PASSWORD_TRIES: readonly TryLimit[] = [
  { name: "current-password-1", points: 5, seconds: MINUTE },
  { name: "current-password-2", points: 15, seconds: HOUR },
];
