import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { env } from "#lib/infra/env";

/** What a browser is asked to sign, and to make a passkey with. */
export type PasskeyQuestion = PublicKeyCredentialRequestOptionsJSON;
export type PasskeyOffer = PublicKeyCredentialCreationOptionsJSON;

/** A passkey as it is kept. */
export interface KnownPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Whose passkeys these are: the host of `APP_URL`. Nothing a request says changes it. */
function site() {
  const { hostname, origin } = new URL(env().appUrl);
  return { id: hostname, origin };
}

/** Whether browsers make passkeys for this instance: its address must have a name (WebAuthn 5.1.2). */
export function canHavePasskeys(): boolean {
  const { hostname, protocol } = new URL(env().appUrl);
  return (protocol === "https:" || hostname === "localhost") && !/^[\d.]+$|^\[/.test(hostname);
}

/** Asks for any passkey of this site, or for one of those named. The person must prove themselves to the device. */
export function askForPasskey(known: readonly KnownPasskey[] = []): Promise<PasskeyQuestion> {
  return generateAuthenticationOptions({
    rpID: site().id,
    userVerification: "required",
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
  });
}

/** Offers to make a passkey for a person. */
export function offerPasskey(
  person: { readonly id: string; readonly email: string; readonly name: string },
  known: readonly KnownPasskey[],
): Promise<PasskeyOffer> {
  return generateRegistrationOptions({
    rpName: "Tellal",
    rpID: site().id,
    userID: Uint8Array.from(Buffer.from(person.id, "utf8")),
    userName: person.email,
    userDisplayName: person.name,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  });
}

/**
 * Checks what a browser made of an offer.
 *
 * @param takeChallenge Uses the challenge up; false when it was not ours.
 * @returns null when it does not hold.
 */
export async function readNewPasskey(
  response: RegistrationResponseJSON,
  takeChallenge: (challenge: string) => Promise<boolean>,
): Promise<KnownPasskey | null> {
  const { id, origin } = site();
  try {
    const checked = await verifyRegistrationResponse({
      response,
      expectedChallenge: takeChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    });
    if (!checked.verified) return null;
    const { credential } = checked.registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
    };
  } catch {
    // The library throws for anything malformed, which is no more than "not a passkey".
    return null;
  }
}

/**
 * Checks an answer made with a known passkey.
 *
 * @returns the passkey's new counter, or null when the answer does not hold.
 */
export async function checkPasskey(
  response: AuthenticationResponseJSON,
  known: KnownPasskey,
  takeChallenge: (challenge: string) => Promise<boolean>,
): Promise<number | null> {
  const { id, origin } = site();
  try {
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: takeChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: known.credentialId, publicKey: known.publicKey, counter: known.counter },
    });
    return checked.verified ? checked.authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
