import { afterAll, beforeAll, beforeEach } from "vitest";
import { z } from "zod";
import { ConnectKeyInput } from "#lib/domain/connections/schema";
import { parsePublicId } from "#lib/domain/ids";
import { connectByKey } from "#lib/gate/connect-key";
import { findScope, type Scope } from "#lib/gate/scope";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { type Http, openHttp } from "#lib/infra/http";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { iletimerkeziDriver } from "#lib/infra/providers/iletimerkezi/driver";
import type { SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";
import { turkeysmsDriver } from "#lib/infra/providers/turkeysms/driver";
import { closeSender } from "#lib/infra/queue";

const Account = z.looseObject({ id: z.string() });

/** A company that is connected by a pasted key. */
export type Company = "iletimerkezi" | "turkeysms";

/** A workspace of a test, and the companies' stand-ins it connects to. */
export interface KeyAccounts {
  readonly workspace: TestWorkspace;
  scope(): Promise<Scope>;
  driver(system: string): SmsDriver;
  /** Makes an account at a company; `fields` are what its panel shows. */
  account(system: Company, settings?: Record<string, unknown>): Promise<MadeAccount>;
  connect(fields: { provider: string } & Record<string, unknown>): Promise<{ connectionId: string; isNew: boolean }>;
  /** Both; answers the plain id of the connection and that of the account. */
  connected(system: Company, settings?: Record<string, unknown>): Promise<{ id: string; remote: string }>;
  change(remote: string, settings: Record<string, unknown>): Promise<unknown>;
}

/** An account as its customer sees it. */
export interface MadeAccount {
  readonly id: string;
  readonly fields: { readonly provider: Company; readonly key: string; readonly hash: string };
}

/** Gives each test a fresh workspace, and one client for the file. */
export function keyAccountsAt(sandbox: () => SandboxProcess): () => KeyAccounts {
  let http: Http | undefined;
  let workspace: TestWorkspace | undefined;
  beforeAll(() => {
    http = openHttp({ origins: [sandbox().api], allowsLoopback: true, limits: { firstByteMs: 400, totalMs: 500 } });
  });
  afterAll(async () => {
    await closeSender();
    await http?.close();
  });
  beforeEach(async () => {
    workspace = await makeWorkspace();
  });

  function driver(system: string): SmsDriver {
    if (http === undefined) throw new Error("The companies are open only inside tests.");
    return system === "iletimerkezi"
      ? iletimerkeziDriver({ http, apiUrl: sandbox().iletimerkezi })
      : turkeysmsDriver({ http, apiUrl: sandbox().turkeysms });
  }

  async function account(system: Company, settings: Record<string, unknown> = {}): Promise<MadeAccount> {
    const made = Account.parse(await sandbox().control("POST", "/accounts", { system, ...settings }));
    const key = String(system === "iletimerkezi" ? made.key : made.api_key);
    return { id: made.id, fields: { provider: system, key, hash: system === "iletimerkezi" ? String(made.hash) : "" } };
  }

  return () => {
    const own = workspace;
    if (own === undefined) throw new Error("The workspace is there only inside tests.");
    const scope = async () => {
      const found = await findScope(own.person.id, own.slug);
      if (found === null) throw new Error("no scope");
      return found;
    };
    const connect: KeyAccounts["connect"] = async (fields) =>
      connectByKey(driver, await scope(), ConnectKeyInput.parse(fields));
    return {
      ...{ workspace: own, scope, driver, account, connect },
      async connected(system, settings) {
        const made = await account(system, settings);
        const { connectionId } = await connect(made.fields);
        return { id: parsePublicId("connection", connectionId) ?? "", remote: made.id };
      },
      change: (remote, settings) => sandbox().control("PATCH", `/accounts/${remote}`, settings),
    };
  };
}
