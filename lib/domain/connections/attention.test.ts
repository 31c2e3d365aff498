import { describe, expect, it } from "vitest";
import { type AttentionFacts, attentionOf, type WatchedConnection } from "#lib/domain/connections/attention";

const well: WatchedConnection = {
  remoteName: "Ihlamur Ev",
  state: "active",
  missing: [],
  gate: "enough",
  silentSince: null,
  remaining: 500,
  upgradeUrl: null,
};
const nothing: AttentionFacts = {
  connections: [well],
  pendingNames: [],
  leftKeys: 0,
  hasDefaultSender: true,
  hasApprovedSender: true,
  unknownMessages: 0,
  paused: [],
  reviews: [],
  sentBack: [],
};
const kinds = (facts: Partial<AttentionFacts>) => attentionOf({ ...nothing, ...facts }).map(({ kind }) => kind);
const withConnection = (patch: Partial<WatchedConnection>) => kinds({ connections: [{ ...well, ...patch }] });

describe("attentionOf", () => {
  it("names what waits for an answer, and what was sent back", () => {
    const one = { campaignId: "cmp_1", name: "Yaz", people: 900, by: "Deniz" } as const;
    expect(attentionOf({ ...nothing, reviews: [one], sentBack: [one] })).toEqual([
      { kind: "approval", id: "cmp_1", name: "Yaz", by: "Deniz", people: 900 },
      { kind: "sent_back", id: "cmp_1", name: "Yaz" },
    ]);
  });

  it("says nothing when all is well", () => {
    expect(kinds({})).toEqual([]);
    expect(withConnection({ gate: "unknown" })).toEqual([]);
    expect(withConnection({ gate: "unlimited", remaining: null })).toEqual([]);
  });

  it("says only to reconnect when nothing else of that connection can be trusted", () => {
    expect(withConnection({ state: "needs_reconnect", gate: "used_up", missing: ["messages:send"] })).toEqual([
      "reconnect",
    ]);
  });

  it("names the permissions that are felt, and keeps quiet about the one nothing uses", () => {
    expect(withConnection({ missing: ["contacts:write"] })).toEqual([]);
    const [item] = attentionOf({ ...nothing, connections: [{ ...well, missing: ["account:read", "contacts:write"] }] });
    expect(item).toEqual({ kind: "missing_scope", name: "Ihlamur Ev", scopes: ["account:read"] });
  });

  it("leaves a pause that a person wanted to that person", () => {
    const paused = [
      { id: "a", name: "A", reason: "user" },
      { id: "b", name: "B", reason: "quota" },
    ];
    expect(attentionOf({ ...nothing, paused })).toEqual([{ kind: "paused", id: "b", name: "B", reason: "quota" }]);
  });

  it("asks for a default sender only when there is one to choose", () => {
    expect(kinds({ hasDefaultSender: false })).toEqual(["no_sender"]);
    expect(kinds({ hasDefaultSender: false, hasApprovedSender: false })).toEqual([]);
  });

  it("puts the gravest first", () => {
    expect(
      kinds({
        connections: [
          { ...well, gate: "low" },
          { ...well, state: "needs_reconnect" },
          { ...well, silentSince: new Date() },
        ],
        unknownMessages: 3,
        leftKeys: 1,
        pendingNames: ["B"],
      }),
    ).toEqual(["reconnect", "silent", "confirm_account", "unknown_messages", "left_key", "low"]);
  });
});
