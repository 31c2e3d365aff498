import "server-only";
import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { answer, plainInput } from "#lib/gate/action";
import { writeAudit } from "#lib/gate/audit";
import { enterWorkspace } from "#lib/gate/enter";
import type { Permission } from "#lib/gate/permissions";
import type { ActionResult } from "#lib/gate/refusal";
import type { Scope } from "#lib/gate/scope";
import { type TenantSql, type TenantTx, withTenant, withTenantSql } from "#lib/infra/db/tenant";

/** A server action that looks at many rows before it changes one. */
export interface CheckedActionSpec<I extends z.ZodType, C, R> {
  readonly name: string;
  readonly permission: Permission;
  readonly input: I;
  /** Reads with hand-written SQL in a transaction of its own, which may take longer than a change should. */
  readonly check: (sql: TenantSql, input: z.output<I>, scope: Scope) => Promise<C>;
  /** Makes the change, guarded by the version the check names. */
  readonly run: (tx: TenantTx, input: z.output<I>, checked: C, scope: Scope) => Promise<Audited<R>>;
}

/** Makes such an action; permission, parsing and history are those of `defineAction`. */
export function defineCheckedAction<I extends z.ZodType, C, R>(spec: CheckedActionSpec<I, C, R>) {
  return (slug: string, input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const { user, scope } = await enterWorkspace(String(slug), spec.permission);
      const parsed = spec.input.parse(plainInput(input));
      const checked = await withTenantSql(scope.workspaceId, (sql) => spec.check(sql, parsed, scope));
      return withTenant({ workspaceId: scope.workspaceId, actorId: user.id }, async (tx) => {
        const audited = await spec.run(tx, parsed, checked, scope);
        await writeAudit(tx, spec.name, audited.audit);
        return audited.result;
      });
    });
}
