import { createHash } from "node:crypto";
import { expect } from "@playwright/test";
import { exportedBytes, exportedList } from "./fixtures/exported-list.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire } from "./fixtures/wire.ts";

const MEGABYTE = 1024 * 1024;

// a body that passes a proxy of the framework is cut at 10 MB without a word.
test("a list of more than 30 MB arrives whole", async ({ page, seed, signIn }) => {
  test.slow();
  const { id, slug, owner } = await seed.workspace();
  await signIn(owner);
  const wanted = { rows: 600_000, seed: 30 };
  const bytes = exportedBytes(wanted);
  expect(bytes.length).toBeGreaterThan(30 * MEGABYTE);

  const upload = await page.request.post(`/api/w/${slug}/imports`, {
    data: Buffer.from(bytes),
    headers: { origin: surroundings.baseUrl, "content-type": "text/csv", "x-filename": "m%C3%BC%C5%9Fteriler.csv" },
  });
  expect(upload.status()).toBe(201);
  const { importId } = await upload.json();
  const stored = await seed.inWorkspace(id, async (client) => {
    const { rows } = await client.query(
      "SELECT sum(length(bytes))::int AS size, encode(sha256(string_agg(bytes, '' ORDER BY no)), 'hex') AS hash FROM import_pieces WHERE workspace_id = $1",
      [id],
    );
    return rows[0];
  });
  const hash = createHash("sha256").update(bytes).digest("hex");
  expect(stored).toEqual({ size: bytes.length, hash });

  const state = async () => (await (await page.request.get(`/api/w/${slug}/imports/${importId}`)).json()).state;
  await expect.poll(state, { timeout: 60_000 }).toBe("ready");
  const read = await (await page.request.get(`/api/w/${slug}/imports/${importId}`)).json();
  const { truth, pieces } = exportedList(wanted);
  for (const _ of pieces);
  expect(read).toMatchObject({ rows: truth.rows, kept: truth.kept, refused: truth.refused });
});

test("a list that is too large is refused before it is sent", async ({ seed, cookieOf }) => {
  const { id, slug, owner } = await seed.workspace();
  const answer = await askOverWire(`/api/w/${slug}/imports`, {
    method: "POST",
    headers: {
      cookie: await cookieOf(owner),
      origin: surroundings.baseUrl,
      "content-type": "text/csv",
      "x-filename": "liste.csv",
      "content-length": String(200 * MEGABYTE + 1),
      expect: "100-continue",
    },
  });
  expect(answer.status).toBe(413);
  const { rowCount } = await seed.inWorkspace(id, (client) => client.query("SELECT 1 FROM imports"));
  expect(rowCount).toBe(0);
});
