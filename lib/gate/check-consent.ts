import { type Answered, answerOf, writeAnswers } from "#lib/domain/consent/commands/write-answers";
import type { IysAnswer } from "#lib/domain/consent/iys";
import { consentVerbs } from "#lib/domain/consent/model";
import { registryFor } from "#lib/domain/consent/registry-queries";
import { formatE164, type Msisdn } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { writeHistory } from "#lib/gate/history";
import type { Scope } from "#lib/gate/scope";
import { withTenant } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { countAgainst } from "#lib/infra/rate-limit";

const TRIES = { name: "consent-check", points: 60, seconds: 60 } as const;

/** What İYS says of a number now. */
export interface CheckedConsent {
  readonly answer: IysAnswer;
  readonly source: string | null;
  readonly at: Date | null;
}

/**
 * Asks İYS about one number while a person waits. Nothing is open in the database meanwhile; the answer is kept.
 *
 * @throws DomainError `consent.no_registry`, `consent.registry_refused`, `consent.registry_silent`, `consent.too_many_checks`.
 */
export async function checkConsent(
  drivers: (provider: string) => SmsDriver,
  scope: Scope,
  msisdn: Msisdn,
): Promise<CheckedConsent> {
  const verdict = await countAgainst(TRIES, scope.workspaceId);
  if (!verdict.allowed) throw new DomainError("consent.too_many_checks", { seconds: verdict.retryAfterSeconds });
  const bond = { workspaceId: scope.workspaceId, actorId: scope.userId };
  const registry = await withTenant(bond, (tx) => registryFor(tx, msisdn));
  const consents = registry === null ? undefined : drivers(registry.provider).consents;
  if (registry === null || consents === undefined) throw new DomainError("consent.no_registry");
  const { key, brand, audience, askedAs } = registry;
  const outcome = await consents.check(key, brand, { recipient: formatE164(msisdn), audience, channel: "sms" });
  if (outcome.kind === "refused") throw new DomainError("consent.registry_refused");
  if (outcome.kind === "unavailable") throw new DomainError("consent.registry_silent");
  const answered: Answered = { msisdn, answer: outcome.value };
  await withTenant(bond, async (tx) => {
    await writeAnswers(tx, [answered], askedAs);
    await writeHistory(tx, consentVerbs.check, { subject: null, detail: { people: 1 } });
  });
  const said = outcome.value.kind === "record" ? outcome.value : null;
  return { answer: answerOf(outcome.value), source: said?.source ?? null, at: said?.at ?? null };
}
