import { randomUUID } from "node:crypto";
import type { Role } from "#lib/infra/db/generated/enums";
import {
  type LoaderSql,
  type TenantSql,
  type TenantTx,
  withLoaderSql,
  withTenant,
  withTenantSql,
} from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** A person of a test workspace. */
export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A workspace of its own for one test, and a way into it as one of its members. */
export interface TestWorkspace {
  readonly id: string;
  readonly slug: string;
  /** Its owner. */
  readonly person: TestPerson;
  /** Runs in a tenant transaction as the owner, or as another member. */
  transact<T>(work: (tx: TenantTx) => Promise<T>, actorId?: string): Promise<T>;
  /** Hand-written SQL in a tenant transaction. */
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /** COPY as role `loader`. */
  load<T>(work: (sql: LoaderSql) => Promise<T>): Promise<T>;
  /** Adds a member. */
  join(role: Role): Promise<TestPerson>;
}

async function makePerson(tx: TenantTx, role: Role): Promise<TestPerson> {
  const id = newId();
  const person = { id, name: `Deniz ${id.slice(-4)}`, email: `${id}@test.invalid` };
  await tx.db.user.create({ data: { ...person, passwordHash: "no password opens this account" } });
  await tx.db.membership.create({ data: { workspaceId: tx.workspaceId, userId: id, role } });
  return person;
}

/** Makes a workspace with an owner. The test database must be in use, see `useTestDatabase`. */
export async function makeWorkspace(): Promise<TestWorkspace> {
  const id = newId();
  const slug = `t-${randomUUID().slice(0, 8)}`;
  const person = await withTenant({ workspaceId: id, actorId: null }, async (tx) => {
    await tx.db.workspace.create({ data: { id, slug, name: "Ihlamur Ev" } });
    await tx.db.workspaceSlug.create({ data: { slug, workspaceId: id } });
    return makePerson(tx, "owner");
  });
  return {
    id,
    slug,
    person,
    transact: (work, actorId = person.id) => withTenant({ workspaceId: id, actorId }, work),
    sql: (work) => withTenantSql(id, work),
    load: (work) => withLoaderSql(id, work),
    join: (role) => withTenant({ workspaceId: id, actorId: null }, (tx) => makePerson(tx, role)),
  };
}
