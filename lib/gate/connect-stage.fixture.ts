import { beforeEach } from "vitest";
import { disconnect } from "#lib/domain/connections/commands/disconnect";
import { revokeRemote } from "#lib/domain/connections/commands/revoke-remote";
import { type ConnectionView, listConnections } from "#lib/domain/connections/queries";
import { parsePublicId } from "#lib/domain/ids";
import { type Guide, guideAt } from "#lib/gate/connect.fixture";
import { jobScope } from "#lib/gate/job";
import type { Campaign, Connection, Revocation } from "#lib/infra/db/generated/client";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { runSandbox, type SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";

/** A guide, and for each test a workspace of ours and one at the provider that do not know each other yet. */
export interface ConnectStage {
  readonly sandbox: () => SandboxProcess;
  readonly guide: () => Guide;
  readonly workspace: () => TestWorkspace;
  /** The workspace at the provider. */
  readonly remote: () => string;
  /** Where an outcome of connecting is shown. */
  at(outcome: string): string;
  connections(): Promise<ConnectionView[]>;
  /** The row's own id of the only connection. */
  onlyConnection(): Promise<string>;
}

/**
 * Gives the test file a stage.
 *
 * @param settings Those of the workspace at the provider.
 */
export function openConnectStage(settings: Record<string, unknown> = {}): ConnectStage {
  useTestDatabase();
  const sandbox = runSandbox();
  const guide = guideAt(sandbox);
  let workspace: TestWorkspace;
  let remote: string;
  beforeEach(async () => {
    workspace = await makeWorkspace();
    remote = await guide().makeRemote(settings);
  });
  const connections = () => workspace.transact(listConnections);
  return {
    ...{ sandbox, guide, workspace: () => workspace, remote: () => remote, connections },
    at: (outcome) => `/w/${workspace.slug}/connections?outcome=${outcome}`,
    async onlyConnection() {
      const [first, ...more] = await connections();
      const id = first === undefined ? null : parsePublicId("connection", first.id);
      if (id === null || more.length > 0) throw new Error("not one connection");
      return id;
    },
  };
}

/** The same, with the two connected before each test. */
export interface ConnectedStage extends ConnectStage {
  readonly connectionId: () => string;
  /** Its row as it stands. */
  row(): Promise<Connection>;
  leave(typedName?: string): ReturnType<typeof disconnect>;
  revocations(): Promise<Revocation[]>;
  /** Works through every due revocation once, as the worker's job does. */
  revokeOnce(): Promise<void>;
  /** Puts a campaign of that name and state onto the connection. */
  campaign(state: "scheduled" | "preparing" | "sending" | "settling" | "paused"): Promise<string>;
  campaignStates(): Promise<Pick<Campaign, "name" | "state" | "stateReason" | "pausedFrom">[]>;
}

/** Gives the test file a stage on which the two workspaces are connected. */
export function openConnectedStage(): ConnectedStage {
  const stage = openConnectStage({ name: "Ihlamur Ev" });
  const { guide, workspace, remote, onlyConnection } = stage;
  let connectionId: string;
  beforeEach(async () => {
    await guide().connect(workspace(), remote());
    connectionId = await onlyConnection();
  });
  const revocations = () =>
    workspace().transact((tx) => tx.db.revocation.findMany({ where: { workspaceId: tx.workspaceId } }));
  return {
    ...{ ...stage, connectionId: () => connectionId, revocations },
    row: () =>
      workspace().transact((tx) =>
        tx.db.connection.findUniqueOrThrow({
          where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connectionId } },
        }),
      ),
    leave: (typedName = "Ihlamur Ev") => workspace().transact((tx) => disconnect(tx, { connectionId, typedName })),
    async revokeOnce() {
      const doors = jobScope(workspace().id);
      for (const { id } of await revocations()) await revokeRemote(doors, id, guide().ways.oauth);
    },
    async campaign(state) {
      const { person, transact } = workspace();
      const id = newId();
      await transact((tx) =>
        tx.db.campaign.create({
          data: { workspaceId: tx.workspaceId, id, name: state, state, connectionId, createdById: person.id },
        }),
      );
      return id;
    },
    campaignStates: () =>
      workspace().transact(async (tx) => {
        const rows = await tx.db.campaign.findMany({ where: { workspaceId: tx.workspaceId }, orderBy: { id: "asc" } });
        return rows.map(({ name, state, stateReason, pausedFrom }) => ({ name, state, stateReason, pausedFrom }));
      }),
  };
}
