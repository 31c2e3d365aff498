import { randomInt } from "node:crypto";
import type { Msisdn } from "#lib/domain/contacts/model";
import { formatE164 } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { countSegments } from "#lib/domain/messages/segments";
import { type BegunCode, beginCode } from "#lib/domain/otp/commands/begin-code";
import { type CodeResult, settleCode } from "#lib/domain/otp/commands/settle-code";
import { type BlockReason, codeMark } from "#lib/domain/otp/model";
import { writeHistory } from "#lib/gate/history";
import { Secret } from "#lib/infra/crypto/secret";
import { withTenant } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { RefusalReason } from "#lib/infra/providers/outcome";

/** A code on its way: how it is asked about later, and until when it works. Never the code. */
export interface SentCode {
  readonly codeId: string;
  readonly expiresAt: Date;
  /** False when the answer was lost: it may have gone out. */
  readonly isSure: boolean;
}

/** The placeholder of the provider that makes the code itself. */
const PROVIDER_MARK = "TS_CODE";

const refusedBy = (reason: RefusalReason): CodeResult => ({ state: "failed", reason });

/** The provider makes the code; what it answers is hashed and goes nowhere else. */
async function madeThere(otp: NonNullable<SmsDriver["otp"]>, begun: BegunCode, to: string): Promise<CodeResult> {
  const { digits, language, sender, text, key } = begun;
  const outcome = await otp.send(key, { to, digits, language, sender, text: text.replace(codeMark, PROVIDER_MARK) });
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", code: outcome.code, providerId: outcome.providerId };
    case "refused":
      return refusedBy(outcome.reason);
    case "deferred":
      return refusedBy("provider_unavailable");
    case "unknown":
      return { state: "unknown", code: null };
  }
}

/** We make the code and send it as any text; it stands nowhere but in this one call. */
async function madeHere(driver: SmsDriver, begun: BegunCode, to: string): Promise<CodeResult> {
  const code = new Secret(String(randomInt(10 ** begun.digits)).padStart(begun.digits, "0"));
  const body = begun.text.replace(codeMark, code.reveal());
  const outcome = await driver.submit(begun.key, {
    messages: [{ to, body, encoding: countSegments(body).encoding }],
    ...{ sender: begun.sender, providerCode: begun.providerCode, isCommercial: false, audience: "individual" },
    sendAt: null,
  });
  if (outcome.kind === "unknown") return { state: "unknown", code };
  if (outcome.kind === "refused") return refusedBy(outcome.reason);
  if (outcome.kind === "deferred") return refusedBy("provider_unavailable");
  const [first] = outcome.outcomes;
  if (first?.kind === "accepted") return { state: "sent", code, providerId: first.providerId };
  if (first === undefined || first.kind === "unknown") return { state: "unknown", code };
  return refusedBy(first.reason);
}

function refuse(reason: BlockReason, seconds: number): never {
  if (reason === "country") throw new DomainError("otp.country");
  if (reason === "suppressed") throw new DomainError("otp.suppressed");
  throw new DomainError(reason === "too_soon" ? "otp.too_soon" : "otp.too_many", {
    ...{ seconds, minutes: Math.ceil(seconds / 60) },
  });
}

/**
 * Sends a one-time code to a number. Its row is committed before the call, so that a lost answer shows as one; nothing is
 * open in the database meanwhile, and the code reaches no screen and no log.
 *
 * @throws DomainError for everything that speaks against it; `otp.not_sent` when the provider refused it.
 */
export async function sendCode(
  drivers: (provider: string) => SmsDriver,
  bond: { readonly workspaceId: string; readonly actorId: string | null },
  asked: { readonly profileId: string; readonly msisdn: Msisdn; readonly address: string },
): Promise<SentCode> {
  const begun = await withTenant(bond, async (tx) => {
    const start = await beginCode(tx, asked);
    await writeHistory(tx, "otp.send", { subject: null, detail: { outcome: start.kind } });
    return start;
  });
  if (begun.kind === "blocked") return refuse(begun.reason, begun.seconds);
  const driver = drivers(begun.provider);
  const to = formatE164(asked.msisdn);
  const result = await (driver.otp === undefined ? madeHere(driver, begun, to) : madeThere(driver.otp, begun, to));
  const isKept = await withTenant(bond, (tx) => settleCode(tx, begun.codeId, result)).then(
    () => true,
    (error: unknown) => {
      log.error({ err: error, outcome: result.state }, "what became of a code could not be written down");
      return false;
    },
  );
  if (result.state === "failed") throw new DomainError("otp.not_sent");
  // A code that went out and was not written down can be read and not be checked: nobody may be told that none was sent.
  return { codeId: begun.codeId, expiresAt: begun.expiresAt, isSure: isKept && result.state === "sent" };
}
