import { Secret as Key, TOTP } from "otpauth";
import { Secret } from "#lib/infra/crypto/secret";

/** Seconds for which one code stands, and its digits: what every authenticator app does (RFC 6238). */
const PERIOD = 30;
const DIGITS = 6;

function generator(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({ issuer, label, secret: Key.fromBase32(secret), period: PERIOD, digits: DIGITS, algorithm: "SHA1" });
}

/** Makes a secret of 160 random bits for an authenticator app, in base32. */
export function newTotpSecret(): Secret {
  return new Secret(new Key({ size: 20 }).base32);
}

/** The address that an authenticator app reads from a QR code. It holds the secret. */
export function totpAddress(secret: Secret, label: string, issuer: string): string {
  return generator(secret.reveal(), label, issuer).toString();
}

/**
 * Finds the step of 30 seconds whose code this is: the present one, or its neighbour on either side for clocks that
 * differ. Compared in constant time.
 *
 * @returns null when it is the code of none of them.
 */
export function totpStep(secret: Secret, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = generator(secret.reveal(), "", "").validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD) + delta;
}
