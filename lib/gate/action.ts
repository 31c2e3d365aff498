import { unstable_rethrow } from "next/navigation";
import type { Locale } from "#lib/i18n/locale";
import "server-only";
import type { z } from "zod";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Audited } from "#lib/domain/audit/model";
import { checkOrigin, enterWorkspace } from "#lib/gate/enter";
import { requireFresh } from "#lib/gate/fresh";
import { writeHistory } from "#lib/gate/history";
import { countRequest } from "#lib/gate/metrics";
import { recordingNotOwn, requireOwn } from "#lib/gate/own-things";
import type { OwnPermission, Permission } from "#lib/gate/permissions";
import { type ActionResult, refusalOf } from "#lib/gate/refusal";
import { underRequestId } from "#lib/gate/request-id";
import type { Scope } from "#lib/gate/scope";
import { type TenantTx, withTenant } from "#lib/infra/db/tenant";

/** A form arrives as FormData, with the framework's own fields beside ours; everything else passes as it is. */
export function plainInput(input: unknown): unknown {
  if (!(input instanceof FormData)) return input;
  return Object.fromEntries([...input.entries()].filter(([key]) => !key.startsWith("$ACTION_")));
}

/** Runs the body of an action under the id of its request, and puts any refusal into words; redirects of the framework pass through. */
export function answer<R>(body: () => Promise<R>, locale?: Locale): Promise<ActionResult<R>> {
  return underRequestId(async () => {
    try {
      await checkOrigin();
      const result = await body();
      countRequest("action", "ok");
      return { ok: true, result };
    } catch (error) {
      unstable_rethrow(error);
      const refusal = await refusalOf(error, locale);
      countRequest("action", refusal.code === "unexpected" ? "failed" : "refused");
      return { ok: false, error: refusal };
    }
  });
}

/**
 * Who may, and where the permission may reach the own things only, whose the thing is. `ownersOf` answers the ids of the
 * people it belongs to, and throws "not found" for a thing that is not there.
 */
type Authority<I extends z.ZodType> =
  | { readonly permission: Exclude<Permission, OwnPermission>; readonly ownersOf?: never }
  | {
      readonly permission: OwnPermission;
      readonly ownersOf: (tx: TenantTx, input: z.output<I>) => Promise<readonly (string | null)[]>;
    };

/** A server action of a workspace, as data: what it is called, who may, what it takes, what it does. */
export type ActionSpec<I extends z.ZodType, R> = Authority<I> & {
  /** Also the verb in the history. */
  readonly name: string;
  /** Dangerous: the person must have proved within 15 minutes who they are. A function decides by the case. */
  readonly fresh?: true | ((tx: TenantTx, input: z.output<I>, scope: Scope) => Promise<boolean>);
  /** Strict: a key that is not known is refused. */
  readonly input: I;
  readonly run: (tx: TenantTx, input: z.output<I>, scope: Scope, user: SignedInUser) => Promise<Audited<R>>;
};

/**
 * Makes a server action: signs in, resolves the workspace, checks the permission, parses, runs in one transaction with
 * its history entry, and puts any refusal into words. Call it with the slug and the input (an object or FormData).
 */
export function defineAction<I extends z.ZodType, R>(spec: ActionSpec<I, R>) {
  return (slug: string, input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const { user, scope } = await enterWorkspace(String(slug), spec.permission);
      if (spec.fresh === true) requireFresh(user);
      const parsed = spec.input.parse(plainInput(input));
      const changing = withTenant({ workspaceId: scope.workspaceId, actorId: user.id }, async (tx) => {
        if (spec.ownersOf !== undefined && scope.reach(spec.permission) !== "all") {
          requireOwn(scope, spec.permission, await spec.ownersOf(tx, parsed));
        }
        if (typeof spec.fresh === "function" && (await spec.fresh(tx, parsed, scope))) requireFresh(user);
        const audited = await spec.run(tx, parsed, scope, user);
        await writeHistory(tx, spec.name, audited.audit);
        return audited.result;
      });
      return recordingNotOwn(scope, spec.permission, changing);
    });
}
