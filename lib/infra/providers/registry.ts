import type { Secret } from "#lib/infra/crypto/secret";
import type { Env } from "#lib/infra/env";
import type { Http } from "#lib/infra/http";
import type { Capabilities } from "#lib/infra/providers/capabilities";
import type { PushedReport, SmsDriver } from "#lib/infra/providers/driver";
import { readIletimerkeziReport } from "#lib/infra/providers/iletimerkezi/callback";
import { iletimerkeziCapabilities } from "#lib/infra/providers/iletimerkezi/capabilities";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { iletimerkeziDriver } from "#lib/infra/providers/iletimerkezi/driver";
import { iletinizCapabilities } from "#lib/infra/providers/iletiniz/capabilities";
import { iletinizDriver } from "#lib/infra/providers/iletiniz/driver";
import { turkeysmsCapabilities } from "#lib/infra/providers/turkeysms/capabilities";
import { turkeysmsDriver } from "#lib/infra/providers/turkeysms/driver";

/** One provider: its name as people know it, what it can do, where it is, and how it is spoken to. */
interface Provider {
  readonly label: string;
  readonly capabilities: Capabilities;
  apiUrl(env: Env): string;
  open(http: Http, env: Env): SmsDriver;
  /** Makes the one secret of the texts that a person pastes; without it the key is the secret. */
  readonly seal?: (pasted: { readonly key: string; readonly hash: string }) => Secret;
  /** Reads a delivery report that the provider sends by itself, where it does; null for a body that is none. */
  readonly readReport?: (body: unknown) => PushedReport | null;
}

/** Every provider there is. A new one is its folder and a row here. */
const PROVIDERS = {
  iletiniz: {
    label: "iletiniz",
    capabilities: iletinizCapabilities,
    apiUrl: (env) => env.iletiniz.apiUrl,
    open: (http, env) =>
      iletinizDriver({ http, apiUrl: env.iletiniz.apiUrl, allowsLoopback: env.allowsLoopbackProviders }),
  },
  iletimerkezi: {
    label: "iletiMerkezi",
    capabilities: iletimerkeziCapabilities,
    apiUrl: (env) => env.iletimerkeziUrl,
    open: (http, env) => iletimerkeziDriver({ http, apiUrl: env.iletimerkeziUrl }),
    seal: pairSecret,
    readReport: readIletimerkeziReport,
  },
  turkeysms: {
    label: "TurkeySMS",
    capabilities: turkeysmsCapabilities,
    apiUrl: (env) => env.turkeysmsUrl,
    open: (http, env) => turkeysmsDriver({ http, apiUrl: env.turkeysmsUrl }),
  },
} as const satisfies Record<string, Provider>;

/** The name of a provider in rows and addresses. */
export type ProviderName = keyof typeof PROVIDERS;

/** The name of a provider that is connected by a pasted key. */
type KeyProviderName = {
  [Name in ProviderName]: (typeof PROVIDERS)[Name]["capabilities"]["connect"] extends "key" ? Name : never;
}[ProviderName];

/** Tells the name of a provider from any other text. */
export function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(PROVIDERS, name);
}

/**
 * The provider of a connection's row.
 *
 * @throws Error for a name that no version of this program ever wrote.
 */
export function providerOf(name: string): Provider {
  if (!isProviderName(name)) throw new Error(`no driver speaks ${name}`);
  return PROVIDERS[name];
}

/** Tells the name of a provider that is connected by a pasted key from any other text. */
export function isKeyProviderName(name: string): name is KeyProviderName {
  return isProviderName(name) && PROVIDERS[name].capabilities.connect === "key";
}

/** Whether numbers of other countries can be reached over a provider; before one is chosen they may be. */
export function reachesForeign(name: string | null): boolean {
  return name === null || providerOf(name).capabilities.international !== "no";
}

/** The names of all providers. */
export const providerNames: readonly ProviderName[] = Object.keys(PROVIDERS).filter(isProviderName);

/** The names of the providers that can do a thing. */
export function providersThat(can: (capabilities: Capabilities) => boolean): readonly ProviderName[] {
  return providerNames.filter((name) => can(PROVIDERS[name].capabilities));
}

/** Names of the providers that can be asked for a send whose answer was lost. */
export const lookupProviders: readonly ProviderName[] = providersThat(({ lookup }) => lookup);

/** The address of every provider, for the client that may reach nothing else. */
export function providerOrigins(env: Env): string[] {
  return Object.values(PROVIDERS).map(({ apiUrl }) => apiUrl(env));
}

/** Opens drivers over one client, each when it is first needed. */
export function openDrivers(http: Http, env: Env): (provider: string) => SmsDriver {
  const opened = new Map<string, SmsDriver>();
  return (provider) => {
    const driver = opened.get(provider) ?? providerOf(provider).open(http, env);
    opened.set(provider, driver);
    return driver;
  };
}
