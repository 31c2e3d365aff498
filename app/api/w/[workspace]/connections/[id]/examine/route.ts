import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { driverOf } from "#lib/gate/drivers";
import { examineConnection } from "#lib/gate/examine-connection";
import { defineRoute } from "#lib/gate/route";

/** Examines a connection. Not an action: it may take as long as the provider does, and actions of a page wait for each other. */
export const POST = defineRoute<{ workspace: string; id: string }>(
  "connections:manage",
  async (_request, { params, scope, user }) => {
    const connectionId = parsePublicId("connection", params.id);
    if (connectionId === null) throw new DomainError("connection.not_found");
    const bond = { workspaceId: scope.workspaceId, actorId: user.id };
    return Response.json({ findings: await examineConnection(driverOf, bond, connectionId) });
  },
);
