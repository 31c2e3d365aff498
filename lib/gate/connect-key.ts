import type { z } from "zod";
import { recordAccount } from "#lib/domain/connections/commands/record-account";
import { type RemoteList, recordSenders } from "#lib/domain/connections/commands/record-senders";
import { type StoredKey, storeKey } from "#lib/domain/connections/commands/store-key";
import { keyHint } from "#lib/domain/connections/key-hint";
import type { ConnectKeyInput } from "#lib/domain/connections/schema";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { requireProviderOn } from "#lib/domain/instance/provider-queries";
import { writeHistory } from "#lib/gate/history";
import type { Scope } from "#lib/gate/scope";
import { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import { withTenant } from "#lib/infra/db/tenant";
import type { RemoteAccount, SmsDriver } from "#lib/infra/providers/driver";
import type { ReadOutcome } from "#lib/infra/providers/outcome";
import { isKeyProviderName, providerOf } from "#lib/infra/providers/registry";
import { countAgainst } from "#lib/infra/rate-limit";

const TRIES = { name: "connect-key", points: 20, seconds: 600 } as const;

type Input = z.output<typeof ConnectKeyInput>;

/** The pasted fields as the one secret that the driver knows. */
function secretOf({ provider, key, hash }: Input): Secret {
  const { capabilities, label, seal } = providerOf(provider);
  if (capabilities.keyFields.includes("hash") && hash === "") {
    throw new DomainError("connection.hash_missing", { provider: label });
  }
  return seal === undefined ? new Secret(key) : seal({ key, hash });
}

/**
 * Asks the provider whether the key is good. It costs nothing and changes nothing there.
 *
 * @throws DomainError: nothing is kept of a key that was refused, or that nobody could be asked about.
 */
async function checked(driver: SmsDriver, key: Secret): Promise<ReadOutcome<RemoteAccount> & { kind: "value" }> {
  const outcome = await driver.account(key);
  if (outcome.kind === "value") return outcome;
  const { label: provider, capabilities } = providerOf(driver.provider);
  if (outcome.kind === "unavailable") throw new DomainError("connection.provider_silent", { provider });
  if (outcome.reason === "account_inactive") throw new DomainError("connection.account_inactive", { provider });
  // The company answers the same to a wrong key and to one whose panel switch is off, so the switch is named.
  if (capabilities.accessSwitch) throw new DomainError("connection.access_refused", { provider });
  throw new DomainError("connection.key_refused", { provider });
}

async function sendersOf(driver: SmsDriver, key: Secret): Promise<ReadOutcome<RemoteList> | null> {
  return driver.capabilities.senders === "listed" ? driver.senders(key) : null;
}

/**
 * Connects by a pasted key: live check first, then sealed in one transaction with what the check said. Nothing of a key
 * that did not pass is saved.
 *
 * @throws DomainError `connection.not_found` for a provider that is not connected by a key, besides those of the check.
 */
export async function connectByKey(
  drivers: (provider: string) => SmsDriver,
  scope: Scope,
  input: Input,
): Promise<{ readonly connectionId: PublicId<"connection">; readonly isNew: boolean }> {
  if (!isKeyProviderName(input.provider)) throw new DomainError("connection.not_found");
  const verdict = await countAgainst(TRIES, scope.userId);
  if (!verdict.allowed) throw new DomainError("connection.too_many_tries", { seconds: verdict.retryAfterSeconds });
  const bond = { workspaceId: scope.workspaceId, actorId: scope.userId };
  await withTenant(bond, (tx) => requireProviderOn(tx, input.provider));
  const driver = drivers(input.provider);
  const key = secretOf(input);
  const account = await checked(driver, key);
  const senders = await sendersOf(driver, key);
  const { remoteId, remoteName } = account.value;
  const label = providerOf(input.provider).label;
  const stored = await withTenant(bond, async (tx): Promise<StoredKey> => {
    const { result, audit } = await storeKey(tx, {
      ...{ provider: input.provider, key, hint: keyHint(input.key), userId: scope.userId },
      // Where the provider names no account, the print of its key stands for it; the hash may change, the key may not.
      remoteId: remoteId ?? fingerprint(input.key),
      name: input.name || null,
      usualName: remoteName || label,
      replaces: input.connectionId,
    });
    const { connectionId } = result;
    await recordAccount(tx, {
      connectionId,
      key,
      outcome: { ...account, value: { ...account.value, remoteName: null } },
    });
    if (senders !== null) await recordSenders(tx, { connectionId, key, outcome: senders });
    await writeHistory(tx, "connection.connect", audit);
    return result;
  });
  return { connectionId: toPublicId("connection", stored.connectionId), isNew: stored.isNew };
}
