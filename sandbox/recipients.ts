/**
 * What counts as a recipient, per channel.
 *
 * SMS takes a Turkish mobile as `+905…`, `05…` or `5…`, digits only. Telegram takes a numeric chat id (a group is
 * negative) or `@name`. Anything else is an invalid recipient, never repaired: a witness does not guess.
 */
export type Channel = "sms" | "whatsapp" | "telegram";

const turkishMobile = /^(?:\+90|0)?(5\d{9})$/;
const telegramChat = /^(?:-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{4,31})$/;

/** The address messages are counted under: E.164 for phones, the text itself for Telegram, `null` when invalid. */
export function canonicalAddress(to: string, channel: Channel): string | null {
  if (channel === "telegram") return telegramChat.test(to) ? to : null;
  const match = turkishMobile.exec(to);
  return match === null ? null : `+90${match[1]}`;
}

/** The last two digits decide how a message ends; -1 when the address does not end in two digits. */
export function lastTwoDigits(address: string): number {
  const tens = address.charCodeAt(address.length - 2) - 48;
  const ones = address.charCodeAt(address.length - 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
