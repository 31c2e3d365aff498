import "server-only";
import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { defineUserAction } from "#lib/gate/account-action";
import { writeHistory } from "#lib/gate/history";
import { bindWorkspace, type TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * An action that makes a workspace: signed in, and then in one transaction bound to an id that nobody has yet, so that
 * row-level security holds from the first row on. The history begins with the workspace.
 */
export function defineNewWorkspaceAction<I extends z.ZodType, R>(spec: {
  readonly name: string;
  readonly input: I;
  readonly run: (tx: TenantTx, input: z.output<I>) => Promise<Audited<R>>;
}) {
  return defineUserAction({
    input: spec.input,
    run: async (account, input: z.output<I>, user): Promise<R> => {
      const tx = await bindWorkspace(account, { workspaceId: newId(), actorId: user.id });
      const audited = await spec.run(tx, input);
      await writeHistory(tx, spec.name, audited.audit);
      return audited.result;
    },
  });
}
