import "server-only";
import type { z } from "zod";
import { answer, plainInput } from "#lib/gate/action";
import { enterWorkspace } from "#lib/gate/enter";
import type { Permission } from "#lib/gate/permissions";
import type { ActionResult } from "#lib/gate/refusal";
import type { Scope } from "#lib/gate/scope";
import { type TenantSql, withTenantSql } from "#lib/infra/db/tenant";

/**
 * Makes a server action that reads many rows with hand-written SQL, such as an estimate over a whole list. The checks are
 * those of `defineAction`; it changes nothing and leaves no history.
 */
export function defineSqlReadAction<I extends z.ZodType, R>(spec: {
  readonly permission: Permission;
  readonly input: I;
  readonly run: (sql: TenantSql, input: z.output<I>, scope: Scope) => Promise<R>;
}) {
  return (slug: string, input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const { scope } = await enterWorkspace(String(slug), spec.permission);
      const parsed = spec.input.parse(plainInput(input));
      return withTenantSql(scope.workspaceId, (sql) => spec.run(sql, parsed, scope));
    });
}
