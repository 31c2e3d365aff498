import { env } from "#lib/infra/env";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { openDrivers } from "#lib/infra/providers/registry";
import { http } from "#lib/infra/shared-http";

let opened: ((provider: string) => SmsDriver) | undefined;

/** The driver of this process for a provider by its name. */
export function driverOf(provider: string): SmsDriver {
  opened ??= openDrivers(http(), env());
  return opened(provider);
}
