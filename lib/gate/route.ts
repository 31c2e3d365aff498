import "server-only";
import { z } from "zod";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError, type ErrorCode } from "#lib/domain/errors";
import { checkOrigin, enterWorkspace, requirePermission } from "#lib/gate/enter";
import { requireFresh } from "#lib/gate/fresh";
import { writeHistory } from "#lib/gate/history";
import { hasTooManyStreams, liveAnswer, mayStay, type Watched } from "#lib/gate/live";
import { countRequest } from "#lib/gate/metrics";
import type { Permission } from "#lib/gate/permissions";
import { refusalOf } from "#lib/gate/refusal";
import { type BodyRule, checkBody, checkHost, SMALL_JSON } from "#lib/gate/request-guard";
import { underRequestId } from "#lib/gate/request-id";
import type { Scope } from "#lib/gate/scope";
import { type TenantSql, type TenantTx, withTenant, withTenantSql } from "#lib/infra/db/tenant";
import { currentRequestId, REQUEST_HEADER } from "#lib/infra/request-id";

/** What a route handler of a workspace works with. */
export interface OpenRoute<P> {
  readonly user: SignedInUser;
  readonly scope: Scope;
  readonly params: P;
  /** Refuses unless the member may do this as well, where it depends on the thing. */
  require(permission: Permission): Promise<void>;
  /** Refuses unless the person proved who they are within the last 15 minutes; `askAgain` then asks in the browser. */
  requireFresh(): void;
  /** Runs in one tenant transaction; call it as often as the answer streams. */
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** Server-sent events of one thing; ends when the member may not see it any more. */
  live<T>(watched: Watched<T>): Response;
  /** Hand-written SQL in a tenant transaction, for reads of many rows. */
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /** A change with its history entry, in one transaction. */
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  "account.signed_out": 401,
  "workspace.not_found": 404,
  "workspace.not_allowed": 403,
  "account.proof_needed": 403,
  "workspace.not_own": 403,
  "workspace.suspended": 403,
  "request.wrong_origin": 403,
  "request.wrong_type": 403,
  "request.wrong_host": 421,
  "request.too_large": 413,
  "import.too_large": 413,
  "upload.length_required": 411,
  "report.mail_link_not_found": 404,
  "opt_out.too_many": 429,
  "upload.too_many": 429,
  "request.too_many_streams": 429,
};

function statusOf(error: unknown): number {
  if (error instanceof z.ZodError) return 422;
  if (!(error instanceof DomainError)) return 500;
  return STATUS[error.code] ?? (error.code.endsWith(".not_found") ? 404 : 422);
}

/** Puts a throw into an answer: JSON `{ error }` with its words, cached by nobody. */
export async function answerRefusal(error: unknown): Promise<Response> {
  const headers = { "cache-control": "private, no-store" };
  return Response.json({ error: await refusalOf(error) }, { status: statusOf(error), headers });
}

/**
 * Makes a route handler of a workspace. Anything but GET and HEAD must come from our own pages, with a body of the kind
 * and size that `takes` says.
 *
 * Refusals answer as JSON `{ error }` with 401, 403, 404, 411, 413, 421, 422 or 429; nothing is ever cached.
 */
export function defineRoute<P extends { workspace: string }>(
  permission: Permission,
  handle: (request: Request, open: OpenRoute<P>) => Promise<Response>,
  takes: BodyRule = SMALL_JSON,
) {
  const enter = async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      checkHost(request.headers);
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (!isRead) await checkOrigin();
      const params = await context.params;
      const { user, scope } = await enterWorkspace(params.workspace, permission);
      if (!isRead) checkBody(request.headers, takes);
      const bond = { workspaceId: scope.workspaceId, actorId: user.id };
      const response = await handle(request, {
        user,
        scope,
        params,
        require: (also) => requirePermission(scope, also),
        requireFresh: () => requireFresh(user),
        transact: (work) => withTenant(bond, work),
        live: (watched) => {
          if (hasTooManyStreams(user.id)) throw new DomainError("request.too_many_streams");
          const { workspaceId, slug } = scope;
          const watcher = { sessionId: user.sessionId, userId: user.id, workspaceId, slug, permission };
          return liveAnswer(user.id, watched, () => mayStay(watcher));
        },
        sql: (work) => withTenantSql(scope.workspaceId, work),
        record: (action, work) =>
          withTenant(bond, async (tx) => {
            const audited = await work(tx);
            await writeHistory(tx, action, audited.audit);
            return audited.result;
          }),
      });
      // What compresses or transforms an answer would hold back the pieces of one that is never finished.
      const isStream = /^(text\/event-stream|application\/x-ndjson)/.test(response.headers.get("content-type") ?? "");
      response.headers.set("cache-control", isStream ? "private, no-store, no-transform" : "private, no-store");
      if (isStream) response.headers.set("x-accel-buffering", "no");
      countRequest("route", "ok");
      return response;
    } catch (error) {
      const refusal = await answerRefusal(error);
      countRequest("route", refusal.status === 500 ? "failed" : "refused");
      return refusal;
    }
  };
  return (request: Request, context: { params: Promise<P> }) =>
    underRequestId(async () => {
      const response = await enter(request, context);
      response.headers.set(REQUEST_HEADER, currentRequestId() ?? "");
      return response;
    });
}
