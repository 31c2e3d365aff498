import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { storedBytes } from "#lib/domain/archives/archive-bytes.fixture";
import { archiveFiles } from "#lib/domain/archives/archive-files";
import { buildArchive } from "#lib/domain/archives/commands/build-archive";
import { requestArchive } from "#lib/domain/archives/commands/request-archive";
import { latestArchives, readyArchive } from "#lib/domain/archives/queries";
import { retireAll } from "#lib/domain/connections/commands/retire-all";
import { parsePublicId } from "#lib/domain/ids";
import { purgeWorkspace } from "#lib/domain/retention/commands/purge-workspace";
import { jobScope } from "#lib/gate/job";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();

async function request(workspace: TestWorkspace): Promise<string> {
  const { result } = await workspace.transact((tx) => requestArchive(tx));
  return parsePublicId("archive", result.archiveId) ?? "";
}

it("holds every table as CSV that no spreadsheet takes for formulas, and says how large it is", async () => {
  const workspace = await makeWorkspace();
  const other = await makeWorkspace();
  for (const { transact, id } of [workspace, other]) {
    const reason = id === workspace.id ? '=HYPERLINK("http://x")' : "bizimki değil";
    await transact(({ db, workspaceId }) =>
      db.suppression.createMany({
        data: Array.from({ length: 4_500 }, (_, n) => ({
          ...{ workspaceId, msisdn: 905_300_000_000n + BigInt(n), reason, source: "member" },
        })),
      }),
    );
  }
  const archiveId = await request(workspace);
  await buildArchive(jobScope(workspace.id), archiveId);
  const bytes = await storedBytes(workspace, archiveId);
  expect(await workspace.transact((tx) => readyArchive(tx, archiveId))).toMatchObject({ bytes: bytes.length });
  const files = unzipSync(Uint8Array.from(bytes));
  expect(Object.keys(files)).toEqual(archiveFiles.map(({ names }) => `${names.tr}.csv`));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array(0));
  const suppressions = text("engelli-liste.csv");
  expect(suppressions.trim().split("\r\n")).toHaveLength(4_501);
  expect(suppressions).toContain(`"905300000000","'=HYPERLINK(""http://x"")"`);
  expect(text("uyeler.csv")).toContain(workspace.person.email);
  expect(Object.keys(files).map(text).join("")).not.toContain("bizimki değil");
  const [shown] = await workspace.transact((tx) => latestArchives(tx, null));
  expect(shown).toMatchObject({ state: "ready", filesDone: archiveFiles.length, files: archiveFiles.length });
});

/** What is in no file, and why. */
const leftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["chunks", "message_problems", "message_rollups", "message_stats", "report_samples"].map((name) => [
      name,
      "made of the messages",
    ]),
  ),
  archives: "files of this kind",
  archive_pieces: "files of this kind",
  audit_heads: "holds the sealed key of the history",
  blacklist_entries: "the provider's own list",
  connect_transactions: "steps of a minute, sealed",
  contact_import_changes: "kept for a day, to take an import back",
  contact_imports: "how the contacts came, which their rows say",
  data_keys: "keys",
  dispatch_attempts: "calls, of which the messages tell the outcome",
  erased_people: "hashes of whoever asked to be forgotten",
  import_pieces: "the lists as they were uploaded, whose rows are there",
  import_rejects: "rows that no number was found in",
  inbox_threads: "states of conversations, whose messages are there",
  invites: "hashes of links, to people who are no members",
  iys_checks: "answers of İYS, which go out of date in a day",
  otp_codes: "hashes of codes, kept for a day",
  report_hooks: "hashes of addresses",
  report_inbox: "waits to be applied to messages",
  report_mails: "a member's own switch",
  report_shares: "hashes of links",
  revocations: "keys that are being given back, sealed",
  test_numbers: "members' own numbers",
};

it("holds every table of a workspace but those that are left out for a reason, and no secret of any", async () => {
  const workspace = await makeWorkspace();
  const { rows } = await workspace.sql(({ client }) =>
    client.query<{ name: string }>(`SELECT c.relname AS name FROM pg_class c
      WHERE c.relrowsecurity AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = 'public'::regnamespace ORDER BY 1`),
  );
  const isHeld = (name: string) => archiveFiles.some(({ query }) => new RegExp(`\\b${name}\\b`).test(query));
  const without = rows.map(({ name }) => name).filter((name) => !isHeld(name));
  expect(new Set(without)).toEqual(new Set(Object.keys(leftOut)));
  for (const { query } of archiveFiles) expect(query).not.toMatch(/sealed|hash|token|secret|pepper/);
});

it("is prepared one at a time, and again from the beginning after a crash", async () => {
  const workspace = await makeWorkspace();
  const archiveId = await request(workspace);
  await expect(request(workspace)).rejects.toMatchObject({ code: "archive.building" });
  await workspace.transact(({ db, workspaceId }) =>
    db.archivePiece.create({ data: { workspaceId, archiveId, no: 0, bytes: new Uint8Array([1, 2, 3]) } }),
  );
  await buildArchive(jobScope(workspace.id), archiveId);
  expect(Object.keys(unzipSync(Uint8Array.from(await storedBytes(workspace, archiveId))))).not.toEqual([]);
  await request(workspace);
});

it("is gone after a day", async () => {
  const workspace = await makeWorkspace();
  const archiveId = await request(workspace);
  await buildArchive(jobScope(workspace.id), archiveId);
  await workspace.transact(({ db, workspaceId }) =>
    db.archive.updateMany({ where: { workspaceId }, data: { expiresAt: new Date(Date.now() - 1) } }),
  );
  await expect(workspace.transact((tx) => readyArchive(tx, archiveId))).rejects.toMatchObject({
    code: "archive.not_found",
  });
  const shown = () => workspace.transact((tx) => latestArchives(tx, null));
  expect(await shown(), "before it is swept away").toMatchObject([{ state: "expired" }]);
  await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
  expect((await storedBytes(workspace, archiveId)).length).toBe(0);
  expect(await shown()).toMatchObject([{ state: "expired" }]);
});
