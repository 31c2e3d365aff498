import { env } from "#lib/infra/env";
import { type Http, openHttp } from "#lib/infra/http";
import { providerOrigins } from "#lib/infra/providers/registry";

let shared: Http | undefined;

/** The client of this process, open to the hosts of every provider. */
export function http(): Http {
  const { iletiniz, allowsLoopbackProviders } = env();
  const origins = [iletiniz.authUrl, ...providerOrigins(env())];
  shared ??= openHttp({ origins, allowsLoopback: allowsLoopbackProviders });
  return shared;
}
