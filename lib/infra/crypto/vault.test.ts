import { afterAll, describe, expect, it } from "vitest";
import { SealError } from "#lib/infra/crypto/aead";
import { eraseDataKeys } from "#lib/infra/crypto/reseal";
import { personalColumns, sealedColumns } from "#lib/infra/crypto/sealed-columns";
import { putKey, readKey } from "#lib/infra/crypto/sealed-keys.fixture";
import { Secret } from "#lib/infra/crypto/secret";
import { openIn, sealIn } from "#lib/infra/crypto/vault";
import { closePools } from "#lib/infra/db/pools";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

const database = useTestDatabase();
const owner = useOwner(database);

afterAll(closePools);

describe("R-024 the data key of a workspace", () => {
  it("seals what the workspace keeps; without it nothing opens, from a backup neither", async () => {
    const [ours, theirs] = [await makeWorkspace(), await makeWorkspace()];
    const [ourKey, theirKey] = [await putKey(ours, "ours"), await putKey(theirs, "theirs")];
    const backup = (await owner().query("SELECT * FROM connections WHERE id = $1", [ourKey])).rows[0];
    await ours.transact(eraseDataKeys);
    await expect(readKey(ours, ourKey)).rejects.toThrow(SealError);
    expect(await readKey(theirs, theirKey)).toBe("theirs");
    await owner().query("UPDATE connections SET key_sealed = $2 WHERE id = $1", [ourKey, backup.key_sealed]);
    await expect(readKey(ours, ourKey)).rejects.toThrow(SealError);
  });

  it("is of its workspace: moved by SQL to another it opens nothing", async () => {
    const [ours, theirs] = [await makeWorkspace(), await makeWorkspace()];
    const id = await putKey(ours, "ours");
    await putKey(theirs, "theirs");
    await owner().query(
      "UPDATE data_keys t SET wrapped = o.wrapped FROM data_keys o WHERE t.workspace_id = $1 AND o.workspace_id = $2",
      [ours.id, theirs.id],
    );
    await expect(readKey(ours, id)).rejects.toThrow(SealError);
  });

  it("R-020 ciphertexts swapped between rows, workspaces and columns do not open", async () => {
    const [ours, theirs] = [await makeWorkspace(), await makeWorkspace()];
    const [one, other, foreign] = [
      await putKey(ours, "one"),
      await putKey(ours, "other"),
      await putKey(theirs, "theirs"),
    ];
    const swap = (a: string, b: string) =>
      owner().query(
        "UPDATE connections x SET key_sealed = y.key_sealed FROM connections y WHERE x.id IN ($1, $2) AND y.id IN ($1, $2) AND x.id <> y.id",
        [a, b],
      );
    await swap(one, other);
    await expect(readKey(ours, one)).rejects.toThrow(SealError);
    await expect(readKey(ours, other)).rejects.toThrow(SealError);
    await swap(one, other);
    expect(await readKey(ours, one)).toBe("one");
    await swap(one, foreign);
    await expect(readKey(ours, one)).rejects.toThrow(SealError);
    await expect(readKey(theirs, foreign)).rejects.toThrow(SealError);
    await ours.transact(async (tx) => {
      const id = newId();
      const sealed = await sealIn(tx, { purpose: "connect", rowId: id }, new Secret("verifier"));
      await expect(openIn(tx, { purpose: "pending-account", rowId: id }, sealed)).rejects.toThrow(SealError);
      expect((await openIn(tx, { purpose: "connect", rowId: id }, sealed)).reveal()).toBe("verifier");
    });
  });
});

describe("R-020 the lists of sealed columns", () => {
  it("name every column of the database that is called sealed", async () => {
    const { rows } = await owner().query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%sealed' AND data_type = 'bytea'`,
    );
    const listed = [...sealedColumns, ...personalColumns].map(({ table, column }) => `${table}.${column}`);
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(listed));
  });
});
