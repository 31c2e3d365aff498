import { z } from "zod";
import type { RemoteAccount, RemoteBalance, RemoteSender } from "#lib/infra/providers/driver";
import { isObject } from "#lib/infra/providers/json-object";
import { providerCode, providerText } from "#lib/infra/providers/provider-text";
import type { Fields } from "#lib/infra/providers/turkeysms/reply";
import { Figure } from "#lib/infra/providers/turkeysms/values";

const LONGEST_SENDER = 32;

const Balance = z.object({ local_balance_sms: Figure, international_balance_tl: Figure.optional() });

/** Reads the balance; null when it is not readable. */
export function readBalance(fields: Fields): RemoteBalance | null {
  const read = Balance.safeParse(fields);
  if (!read.success) return null;
  const { local_balance_sms: messages, international_balance_tl: lira } = read.data;
  return { lira: null, messages: Math.floor(messages), internationalLira: lira ?? null };
}

/** Puts together what the key check says of the account and what it has left. */
export function accountOf(login: Fields, balance: RemoteBalance | null): RemoteAccount {
  const id = providerCode(login.user_id);
  const name = providerText(login.account_name, 120);
  return {
    remoteId: id === "" ? null : id,
    remoteName: name === "" ? null : name,
    plan: { name: "", status: "unknown", renewsAt: null },
    quota: null,
    upgradeUrl: null,
    balance,
  };
}

function nameOf(entry: unknown): string {
  const name = isObject(entry) ? (entry.title ?? entry.sender_id ?? entry.name) : entry;
  const clean = providerText(name, LONGEST_SENDER);
  return clean === name ? clean : "";
}

/**
 * Reads a list of senders in any of the shapes it may have; none of them is documented, so nothing found is no fault: the
 * person types the name.
 */
export function readSenders(fields: Fields): { senders: RemoteSender[]; channels: [] } {
  const lists = [fields.sender_ids, fields.senderid, fields.senders, fields.data];
  const list: unknown[] = lists.find((one): one is unknown[] => Array.isArray(one)) ?? [];
  const names = [...new Set(list.map(nameOf))].filter((name) => name !== "");
  return { senders: names.map((name) => ({ name, providerCode: "", status: "unknown" })), channels: [] };
}
