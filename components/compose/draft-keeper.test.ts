import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Draft } from "#lib/domain/campaigns/draft";
import type { Answer } from "./answers.ts";
import { type Backup, type DraftEdit, type DraftFields, DraftKeeper } from "./draft-keeper.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const draft: Draft = {
  ...{ id: "cmp_1", state: "draft", version: 3, name: "Ev", kind: null, senderId: null, importId: null },
  ...{ start: null, spreadHours: null, perMinute: null, fromLine: null, exclusions: null },
  ...{ secondSenderId: null, atProvider: false, fallback: null, waitsForQuota: false },
  ...{ text: "Merhaba", savedAt: "2026-11-20T11:03:00.000Z" },
};

type SaveAnswer = Answer<{ version: number; savedAt: string }>;

/** A server that answers what it is told, and a place for what is unsaved. */
function setUp(answers: (SaveAnswer | "offline")[] = [], newer: Draft = draft) {
  const edits: DraftEdit[] = [];
  let left: { version: number; fields: DraftFields } | null = null;
  const backup: Backup = {
    read: () => left,
    write: (content) => {
      left = content;
    },
    clear: () => {
      left = null;
    },
  };
  const keeper = new DraftKeeper({
    draft,
    backup,
    save: (edit) => {
      edits.push(edit);
      const answer = answers.shift() ?? {
        ok: true,
        result: { version: edit.version + 1, savedAt: "2026-11-20T11:04:00.000Z" },
      };
      return answer === "offline" ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(answer);
    },
    readNewer: () => Promise.resolve({ ok: true, result: newer }),
  });
  return { keeper, edits, backup, left: () => left };
}

const refusal = (code: string): SaveAnswer => ({ ok: false, error: { code, message: "Hayır", reference: "" } });

it("saves two seconds after a change, only what changed, on the version it was made on", async () => {
  const { keeper, edits } = setUp();
  keeper.change({ text: "Merhaba d" });
  await vi.advanceTimersByTimeAsync(1_999);
  expect(edits).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(edits).toEqual([{ campaignId: "cmp_1", version: 3, text: "Merhaba d" }]);
  expect(keeper.snapshot()).toMatchObject({
    version: 4,
    savedAt: "2026-11-20T11:04:00.000Z",
    state: { kind: "saved" },
  });
});

it("saves while typing goes on, without waiting for a pause", async () => {
  const { keeper, edits } = setUp();
  for (let n = 0; n < 30; n++) {
    keeper.change({ text: `Merhaba ${n}` });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(edits.length).toBe(1);
});

it("keeps what is typed during a save and saves it next, on the new version", async () => {
  const { keeper, edits } = setUp();
  keeper.change({ text: "a" });
  const saving = keeper.flush();
  keeper.change({ name: "Yeni ad" });
  await saving;
  expect(keeper.snapshot()).toMatchObject({ fields: { text: "a", name: "Yeni ad" }, state: { kind: "unsaved" } });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(edits[1]).toEqual({ campaignId: "cmp_1", version: 4, name: "Yeni ad" });
});

it.each([
  ["the network is gone", "offline" as const, "offline"],
  ["the login ended", refusal("account.signed_out"), "signed_out"],
])("says that %s, keeps the text and tries again by itself", async (_, answer, kind) => {
  const { keeper, left } = setUp([answer]);
  keeper.change({ text: "değerli" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(keeper.snapshot().state.kind).toBe(kind);
  expect(left()?.fields.text).toBe("değerli");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(keeper.snapshot()).toMatchObject({ fields: { text: "değerli" }, state: { kind: "saved" } });
  expect(left()).toBeNull();
});

it("takes up what an earlier visit could not save", async () => {
  const { keeper, backup, edits } = setUp();
  backup.write({ version: 3, fields: { ...draft, text: "kurtarılan" } });
  keeper.restore();
  await vi.advanceTimersByTimeAsync(0);
  expect(edits).toEqual([{ campaignId: "cmp_1", version: 3, text: "kurtarılan" }]);
});

it("stops when somebody else saved, says what they changed, and sends nothing more by itself", async () => {
  const newer = { ...draft, version: 9, text: "Onların metni" };
  const { keeper, edits } = setUp([refusal("campaign.stale")], newer);
  keeper.change({ text: "benimki", name: "Ad" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(keeper.snapshot().state).toMatchObject({ kind: "stale", changed: ["text"] });
  keeper.change({ text: "benimki 2" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(edits.length).toBe(1);
  expect(await keeper.flush()).toBe(false);
});

it("shows the newer version when that is chosen, or saves mine over it", async () => {
  const newer = { ...draft, version: 9, text: "Onların metni" };
  const first = setUp([refusal("campaign.stale")], newer);
  first.keeper.change({ text: "benimki" });
  await vi.advanceTimersByTimeAsync(2_000);
  first.keeper.takeNewer(newer);
  expect(first.keeper.snapshot()).toMatchObject({
    version: 9,
    fields: { text: "Onların metni" },
    state: { kind: "saved" },
  });
  expect(first.left()).toBeNull();

  const second = setUp([refusal("campaign.stale")], newer);
  second.keeper.change({ text: "benimki" });
  await vi.advanceTimersByTimeAsync(2_000);
  second.keeper.keepMine(newer);
  await vi.advanceTimersByTimeAsync(0);
  expect(second.edits[1]).toEqual({ campaignId: "cmp_1", version: 9, text: "benimki" });
});

it("says why a save was refused for another reason and keeps the text", async () => {
  const { keeper, left } = setUp([refusal("campaign.wrong_state")]);
  keeper.change({ text: "geç kaldı" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(keeper.snapshot()).toMatchObject({
    fields: { text: "geç kaldı" },
    state: { kind: "refused", message: "Hayır" },
  });
  expect(left()?.fields.text).toBe("geç kaldı");
});
