import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { beginConnect, type ConnectWays } from "#lib/gate/connect";
import { returnFromProvider } from "#lib/gate/connect-return";
import { findScope, type Scope } from "#lib/gate/scope";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { type Http, openHttp } from "#lib/infra/http";
import { iletinizOAuth } from "#lib/infra/oauth/iletiniz";
import { iletinizDriver } from "#lib/infra/providers/iletiniz/driver";
import type { SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";
import { closeSender } from "#lib/infra/queue";

const REDIRECT_URI = "http://localhost:3000/connect/iletiniz/callback";
const Count = z.object({ count: z.number() });

/** A browser on its way: what its cookie holds and what it would bring back. */
export interface Journey {
  readonly scope: Scope;
  readonly browserToken: string;
  readonly answer: URLSearchParams;
}

/** Walks people through connecting, with the sandbox as the provider and without a browser. */
export interface Guide {
  readonly ways: ConnectWays;
  /** Makes a workspace at the provider. */
  makeRemote(settings?: Record<string, unknown>): Promise<string>;
  /** From the click to the moment the browser is back with an answer. */
  depart(workspace: TestWorkspace, remote: string, options?: DepartOptions): Promise<Journey>;
  /** The return; gives the path the browser is sent to. */
  arrive(journey: Journey, as?: { userId?: string | null; browserToken?: string | null }): Promise<string>;
  /** Both. */
  connect(workspace: TestWorkspace, remote: string): Promise<string>;
  /** Calls the provider's surface saw for a remote workspace. */
  calls(on: string, remote: string): Promise<number>;
  fault(on: string, remote: string, spec: Record<string, unknown>, also?: Record<string, unknown>): Promise<void>;
  /** Fingerprints of the keys of a remote workspace that still work. */
  activeKeys(remote: string): Promise<string[]>;
}

/** Who goes, and what they do at the provider. */
export interface DepartOptions {
  readonly userId?: string;
  readonly returnTo?: string;
  readonly decision?: "refuse";
  readonly scopes?: readonly string[];
}

/** Gives the test file a guide, for use inside tests. */
export function guideAt(sandbox: () => SandboxProcess): () => Guide {
  let http: Http | undefined;
  let ways: ConnectWays | undefined;
  beforeAll(() => {
    const { issuer, api } = sandbox();
    http = openHttp({ origins: [issuer, api], allowsLoopback: true, limits: { firstByteMs: 500, totalMs: 1_000 } });
    ways = {
      oauth: iletinizOAuth({ http, issuer, clientId: "tellal" }),
      driver: iletinizDriver({ http, apiUrl: api, allowsLoopback: true }),
      redirectUri: REDIRECT_URI,
    };
  });
  afterAll(async () => {
    await closeSender();
    await http?.close();
  });

  async function depart(workspace: TestWorkspace, remote: string, options: DepartOptions = {}): Promise<Journey> {
    const scope = await findScope(options.userId ?? workspace.person.id, workspace.slug);
    if (scope === null || ways === undefined) throw new Error("nobody to guide");
    const wish = { returnTo: options.returnTo ?? "", knownBrowser: null };
    const { url, browserToken } = await beginConnect(ways, scope, wish);
    const { decision, scopes } = options;
    const walk = {
      url,
      workspace: remote,
      ...(decision === undefined ? {} : { decision }),
      ...(scopes === undefined ? {} : { scopes }),
    };
    const back = z.object({ location: z.string() }).parse(await sandbox().control("POST", "/approve", walk));
    return { scope, browserToken, answer: new URL(back.location).searchParams };
  }

  return () => {
    if (ways === undefined) throw new Error("The guide exists only inside tests and hooks.");
    const own = ways;
    const arrive: Guide["arrive"] = (journey, as = {}) =>
      returnFromProvider(own, {
        answer: journey.answer,
        browserToken: as.browserToken === undefined ? journey.browserToken : as.browserToken,
        userId: as.userId === undefined ? journey.scope.userId : as.userId,
      });
    return {
      ways: own,
      async makeRemote(settings = {}) {
        const made = await sandbox().control("POST", "/workspaces", { rate: "off", ...settings });
        return z.object({ id: z.string() }).parse(made).id;
      },
      depart,
      arrive,
      connect: async (workspace, remote) => arrive(await depart(workspace, remote)),
      async calls(on, remote) {
        return Count.parse(await sandbox().control("GET", `/calls?on=${on}&workspace=${remote}`)).count;
      },
      async fault(on, remote, spec, also = {}) {
        await sandbox().control("POST", "/switches", { on, workspace: remote, ...also, fault: spec });
      },
      async activeKeys(remote) {
        const Keys = z.object({ keys: z.array(z.object({ fingerprint: z.string() })) });
        const { keys } = Keys.parse(await sandbox().control("GET", `/keys?workspace=${remote}&state=active`));
        return keys.map(({ fingerprint }) => fingerprint);
      },
    };
  };
}
