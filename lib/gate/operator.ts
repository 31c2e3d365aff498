import { notFound, redirect } from "next/navigation";
import "server-only";
import type { z } from "zod";
import { isFresh } from "#lib/domain/accounts/login-session";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { findWorkspace, type WorkspaceLine } from "#lib/domain/instance/queries";
import { answer, plainInput } from "#lib/gate/action";
import { writeInstanceEvent } from "#lib/gate/audit";
import { requireFresh } from "#lib/gate/fresh";
import { writeHistory } from "#lib/gate/history";
import type { ActionResult } from "#lib/gate/refusal";
import { currentUser, requireUser } from "#lib/gate/user";
import { type AccountTx, bindWorkspace, type TenantTx, withAccount, withTenant } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** What a page of the operator works with: the shared tables, and no workspace. */
export interface OperatorPage {
  readonly user: SignedInUser;
  read<T>(work: (tx: AccountTx) => Promise<T>): Promise<T>;
}

/**
 * Opens a page of the operator: signed in, an operator, and the password given within the last fifteen minutes.
 *
 * Everybody else gets the same "not found" as for a page that does not exist.
 */
export async function openInstance(path: string): Promise<OperatorPage> {
  const user = await requireUser();
  if (!user.isOperator) notFound();
  if (!isFresh(user.provedAt, new Date())) redirect(`/account/confirm?next=${encodeURIComponent(path)}`);
  return { user, read: (work) => withAccount(user.id, work) };
}

async function enterInstance(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user === null) throw new DomainError("account.signed_out");
  // As if it were not there, like the pages.
  if (!user.isOperator) throw new DomainError("instance.not_found");
  requireFresh(user);
  return user;
}

/** An action of the operator on the instance itself, with its entry in the history of the instance. */
export function defineInstanceAction<I extends z.ZodType, R>(spec: {
  readonly name: string;
  readonly input: I;
  readonly run: (tx: AccountTx, input: z.output<I>, user: SignedInUser) => Promise<Audited<R>>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await enterInstance();
      const parsed = spec.input.parse(plainInput(input));
      return withAccount(user.id, async (tx) => {
        const { result, audit } = await spec.run(tx, parsed, user);
        await writeInstanceEvent(tx, user.id, spec.name, audit);
        return result;
      });
    });
}

/** The same for what calls somebody before anything is written, such as a mail server. */
export function defineInstanceCheck<R extends { readonly kind: string }>(spec: {
  readonly name: string;
  readonly run: (user: SignedInUser) => Promise<R>;
}) {
  return (): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await enterInstance();
      const result = await spec.run(user);
      const entry = { subject: null, detail: { outcome: result.kind } };
      await withAccount(user.id, (tx) => writeInstanceEvent(tx, user.id, spec.name, entry));
      return result;
    });
}

/**
 * What the operator does to, or sees of, one workspace. The entry with the reason stands in the history of that
 * workspace, in the same transaction: there is no look without it.
 *
 * `run` gets a transaction bound to the workspace and must not answer contents of it.
 */
export function defineOversight<I extends z.ZodType, R>(spec: {
  readonly name: string;
  readonly input: I;
  readonly run: (tx: TenantTx, input: z.output<I>) => Promise<Audited<R>>;
}) {
  return (slug: string, input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await enterInstance();
      const parsed = spec.input.parse(plainInput(input));
      const workspace = await withAccount(user.id, (tx) => findWorkspace(tx, String(slug)));
      if (workspace === null) throw new DomainError("instance.workspace_not_found");
      return withTenant({ workspaceId: workspace.id, actorId: user.id }, async (tx) => {
        const { result, audit } = await spec.run(tx, parsed);
        await writeHistory(tx, spec.name, audit);
        return result;
      });
    });
}

/** Makes a workspace for somebody else; its history begins with that, and the history of the instance names it too. */
export function defineOpeningAction<I extends z.ZodType, R>(spec: {
  readonly name: string;
  readonly input: I;
  readonly run: (tx: TenantTx, input: z.output<I>) => Promise<Audited<R>>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await enterInstance();
      const parsed = spec.input.parse(plainInput(input));
      return withAccount(user.id, async (account) => {
        const tx = await bindWorkspace(account, { workspaceId: newId(), actorId: user.id });
        const { result, audit } = await spec.run(tx, parsed);
        await writeHistory(tx, spec.name, audit);
        await writeInstanceEvent(account, user.id, spec.name, { subject: audit.subject, detail: {} });
        return result;
      });
    });
}

/** One workspace by its address, for a page of the operator. */
export function workspaceLine(page: OperatorPage, slug: string): Promise<WorkspaceLine | null> {
  return page.read((tx) => findWorkspace(tx, slug));
}
