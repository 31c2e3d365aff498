import { expect, it } from "vitest";
import { findWorkspace } from "#lib/domain/instance/queries";
import { findScope } from "#lib/gate/scope";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

// Whoever is signed in chooses the address: what the database cannot be asked for is not there, and no failure in the log.
it.each(["a\0b", "\ud800"])("finds no workspace at %j", async (slug) => {
  const { person } = await makeWorkspace();
  expect(await findScope(person.id, slug)).toBeNull();
  expect(await withAccount(person.id, (tx) => findWorkspace(tx, slug))).toBeNull();
});
