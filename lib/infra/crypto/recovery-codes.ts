import { randomInt } from "node:crypto";
import { hashToken } from "#lib/infra/crypto/tokens";

/** Letters and digits that nobody takes for each other on paper. */
const SIGNS = "23456789abcdefghjkmnpqrstuvwxyz";
const GROUPS = 4;
const GROUP = 4;
const HOW_MANY = 10;

/** Makes ten codes of 16 signs, 79 random bits each: `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return Array.from({ length: HOW_MANY }, () => Array.from({ length: GROUPS }, group).join("-"));
}

/** Whether a text has the form of a recovery code, however it was typed. */
export function looksLikeRecoveryCode(typed: string): boolean {
  return plain(typed).length === GROUP * GROUPS;
}

const plain = (typed: string) => typed.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** The only form that is stored: SHA-256, for a code has too many bits to be tried. */
export function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> {
  return hashToken(plain(typed));
}
