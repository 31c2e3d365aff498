import { z } from "zod";
import type { Secret } from "#lib/infra/crypto/secret";
import { readTime, writeTime } from "#lib/infra/providers/iletimerkezi/values";
import { type Ask, asChange, asRead, timed } from "#lib/infra/providers/iletimerkezi/wire";
import { providerCode } from "#lib/infra/providers/provider-text";
import type {
  ChangeOutcome,
  ConsentAnswer,
  ConsentRecord,
  ConsentRegistry,
  RegisterOutcome,
} from "#lib/infra/providers/services";

const MOST_RECORDS = 5_000;
/** Calls one list may need while wrong records are looked for; beyond it the list is as good as wrong. */
const MOST_CALLS = 400;

const AUDIENCE = { individual: "BIREYSEL", merchant: "TACIR" } as const;
const CHANNEL = { sms: "MESAJ", email: "EPOSTA", call: "ARAMA" } as const;

const Word = z.object({ status: z.enum(["ONAY", "RET"]), source: z.unknown(), consentDate: z.unknown() });
/** Nothing on record is an empty list; whatever writes lists may write it as an empty object or null as well. */
const Nothing = z.union([z.array(z.unknown()).length(0), z.strictObject({}), z.null()]);
const Shown = z.object({ consent: z.union([Nothing, Word]) });

function written({ recipient, audience, channel, status, source, at }: ConsentRecord): Record<string, string> {
  return {
    recipient,
    recipientType: AUDIENCE[audience],
    type: CHANNEL[channel],
    status: status === "granted" ? "ONAY" : "RET",
    source,
    consentDate: writeTime(at),
  };
}

/** One list on its way: the company takes all of a call or nothing, so a refused call is cut in half until it is one record. */
class Registration {
  readonly #send: (records: readonly ConsentRecord[]) => Promise<ChangeOutcome>;
  readonly refused: number[] = [];
  #calls = 0;

  constructor(send: (records: readonly ConsentRecord[]) => Promise<ChangeOutcome>) {
    this.#send = send;
  }

  /** @returns what stopped it, or null when every record was stored or found wrong. */
  async run(records: readonly ConsentRecord[], offset: number): Promise<ChangeOutcome | null> {
    if (records.length === 0) return null;
    if (records.length <= MOST_RECORDS) {
      this.#calls += 1;
      if (this.#calls > MOST_CALLS) return { kind: "refused", reason: "not_valid", providerCode: "422" };
      const outcome = await this.#send(records);
      if (outcome.kind === "done") return null;
      if (outcome.kind !== "refused" || outcome.reason !== "not_valid") return outcome;
      if (records.length === 1) {
        this.refused.push(offset);
        return null;
      }
    }
    const half = records.length > MOST_RECORDS ? MOST_RECORDS : Math.ceil(records.length / 2);
    return (await this.run(records.slice(0, half), offset)) ?? this.run(records.slice(half), offset + half);
  }
}

/** Registers and reads consents at İYS through the company. Registering the same again is harmless: the latest counts. */
export function openConsents(ask: Ask): ConsentRegistry {
  const send = (key: Secret, brand: string) => async (records: readonly ConsentRecord[]) =>
    asChange(await ask(key, "consent/create", { consent: { brandCode: brand, list: records.map(written) } }));
  return {
    mostRecords: MOST_RECORDS,

    async register(key, brand, records): Promise<RegisterOutcome> {
      const registration = new Registration(send(key, brand));
      const stopped = await registration.run(records, 0);
      if (stopped !== null) return stopped;
      return registration.refused.length === 0 ? { kind: "done" } : { kind: "partly", refused: registration.refused };
    },

    async check(key, brand, { recipient, audience, channel }) {
      const consent = { brandCode: brand, recipient, recipientType: AUDIENCE[audience], type: CHANNEL[channel] };
      const { reply, latencyMs } = await timed(() => ask(key, "consent/show", { consent }));
      if (reply.kind === "code" && reply.code === 422) {
        return { httpStatus: reply.httpStatus, requestId: null, latencyMs, kind: "value", value: { kind: "unknown" } };
      }
      return asRead(reply, latencyMs, (wire): ConsentAnswer | undefined => {
        const read = Shown.safeParse(wire);
        if (!read.success) return undefined;
        const shown = read.data.consent;
        if (shown === null || !("status" in shown)) return { kind: "none" };
        const status = shown.status === "ONAY" ? "granted" : "refused";
        return { kind: "record", status, source: providerCode(shown.source), at: readTime(shown.consentDate) };
      });
    },
  };
}
