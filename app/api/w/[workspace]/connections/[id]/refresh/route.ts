import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { driverOf } from "#lib/gate/drivers";
import { refreshConnection } from "#lib/gate/refresh-connection";
import { defineRoute } from "#lib/gate/route";

/**
 * Asks the provider again behind what a page shows. Not an action: actions of a page wait for each other, and this one may
 * take as long as the provider does.
 */
export const POST = defineRoute<{ workspace: string; id: string }>(
  "workspace:read",
  async (_request, { params, scope, user }) => {
    const connectionId = parsePublicId("connection", params.id);
    if (connectionId === null) throw new DomainError("connection.not_found");
    const bond = { workspaceId: scope.workspaceId, actorId: user.id };
    return Response.json(await refreshConnection(driverOf, bond, connectionId));
  },
);
