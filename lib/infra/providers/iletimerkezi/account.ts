import { z } from "zod";
import type { RemoteAccount, RemoteSender } from "#lib/infra/providers/driver";
import { Figure } from "#lib/infra/providers/iletimerkezi/values";
import { providerText } from "#lib/infra/providers/provider-text";

const Balance = z.object({ balance: z.object({ amount: Figure, sms: Figure }) });
const Senders = z.object({ senders: z.object({ sender: z.array(z.unknown()) }) });

/** Longest sender the company has. */
const LONGEST_SENDER = 11;

type Wire = Readonly<Record<string, unknown>>;

/** Reads the balance. Lira accounts live by `amount`, accounts that buy messages by `sms`; both are kept. */
export function readBalance(wire: Wire): RemoteAccount | undefined {
  const read = Balance.safeParse(wire);
  if (!read.success) return undefined;
  const { amount, sms } = read.data.balance;
  return {
    remoteId: null,
    remoteName: null,
    plan: { name: "", status: "unknown", renewsAt: null },
    quota: null,
    upgradeUrl: null,
    balance: { lira: amount, messages: Math.floor(sms), internationalLira: null },
  };
}

/** Reads the approved senders. One that cleaning would change cannot be sent back byte for byte and is left out. */
export function readSenders(wire: Wire): { senders: RemoteSender[]; channels: [] } | undefined {
  const read = Senders.safeParse(wire);
  if (!read.success) return undefined;
  const names = read.data.senders.sender.filter(
    (name): name is string => typeof name === "string" && name !== "" && providerText(name, LONGEST_SENDER) === name,
  );
  return { senders: names.map((name) => ({ name, providerCode: "", status: "approved" })), channels: [] };
}
