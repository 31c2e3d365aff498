import { describe, expect, it } from "vitest";
import { readAccount, readSenders } from "#lib/infra/providers/iletiniz/account";

const account = (wire: Record<string, unknown>) => readAccount(wire, false);

describe("readAccount", () => {
  it("reads the full shape", () => {
    expect(
      account({
        workspace: { id: "ws_7f3k2m", name: "Örnek Mağaza" },
        plan: { code: "pro", name: "Pro", status: "active", renews_at: "2026-08-01T00:00:00Z" },
        quota: { limit: 5000, used: 1200, remaining: 3800, period_end: "2026-08-01T00:00:00Z" },
        upgrade_url: "https://iletiniz.com/",
      }),
    ).toEqual({
      remoteId: "ws_7f3k2m",
      remoteName: "Örnek Mağaza",
      plan: { name: "Pro", status: "active", renewsAt: "2026-08-01T00:00:00.000Z" },
      quota: { limit: 5000, used: 1200, remaining: 3800, periodEnd: "2026-08-01T00:00:00.000Z" },
      upgradeUrl: "https://iletiniz.com/",
      balance: null,
    });
  });

  it("tells no plan from a plan that is not mentioned", () => {
    expect(account({ plan: null }).plan).toBeNull();
    expect(account({ plan: { status: "none" } }).plan).toBeNull();
    expect(account({}).plan).toEqual({ name: "", status: "unknown", renewsAt: null });
  });

  it("computes what remains, tells unlimited from unknown, and never shows less than nothing", () => {
    expect(account({ quota: { limit: 100, used: 30 } }).quota?.remaining).toBe(70);
    expect(account({ quota: { limit: 100, used: 130 } }).quota?.remaining).toBe(0);
    expect(account({ quota: { limit: null, used: 30 } }).quota).toEqual({
      limit: null,
      used: 30,
      remaining: null,
      periodEnd: null,
    });
    expect(account({ quota: { used: 30 } }).quota).toBeNull();
    expect(account({ quota: { limit: "100", remaining: Number.NaN } }).quota).toBeNull();
    expect(account({ quota: { remaining: -5 } }).quota).toBeNull();
    expect(account({}).quota).toBeNull();
  });

  it.each([
    "javascript:alert(1)",
    "http://iletiniz.com/",
    "https://user:pass@iletiniz.com/",
    "//iletiniz.com",
    "data:text/html,x",
    `https://iletiniz.com/${"a".repeat(600)}`,
    7,
  ])("R-083 offers no upgrade link to %j", (upgrade_url) => {
    expect(account({ upgrade_url }).upgradeUrl).toBeNull();
  });

  it("links to a stand-in on this machine only where stand-ins are allowed", () => {
    const wire = { upgrade_url: "http://localhost:4000/plans" };
    expect(readAccount(wire, false).upgradeUrl).toBeNull();
    expect(readAccount(wire, true).upgradeUrl).toBe("http://localhost:4000/plans");
  });

  it("survives any junk", () => {
    for (const junk of [
      { workspace: 3, plan: "x", quota: [] },
      { workspace: { id: {}, name: ["a"] } },
      { plan: { name: 5 } },
    ]) {
      expect(() => account(junk)).not.toThrow();
    }
    expect(account({ workspace: { id: "ws 1\n", name: "A\u202Eb" } })).toMatchObject({
      remoteId: null,
      remoteName: "A b",
    });
  });
});

describe("readSenders", () => {
  it("takes senders as objects and as plain names", () => {
    const { senders } = readSenders({
      senders: [
        { name: "MAGAZA", provider: "netgsm", status: "approved" },
        "FIRMA",
        { name: "YENI", status: "pending" },
      ],
    });
    expect(senders).toEqual([
      { name: "MAGAZA", providerCode: "netgsm", status: "approved" },
      { name: "FIRMA", providerCode: "", status: "approved" },
      { name: "YENI", providerCode: "", status: "pending" },
    ]);
  });

  it("leaves out what it could not send back byte for byte", () => {
    const senders = ["", "A\u0000B", " FIRMA ", "x".repeat(40), 7, null, { title: "X" }];
    expect(readSenders({ senders }).senders).toEqual([]);
  });

  it("reads connections, and treats an unheard-of state as not usable", () => {
    const { channels } = readSenders({
      connections: [
        { code: "netgsm", name: "NetGSM", kind: "sms", status: "connected", is_default: true },
        { code: "signal", kind: "signal", status: "resting" },
        { code: "bad code!" },
        "x",
      ],
    });
    expect(channels).toEqual([
      { code: "netgsm", name: "NetGSM", kind: "sms", status: "connected", isDefault: true },
      { code: "signal", name: "signal", kind: "other", status: "error", isDefault: false },
    ]);
  });

  it("cuts an endless list and survives none", () => {
    expect(readSenders({ senders: Array.from({ length: 5_000 }, (_, index) => `S${index}`) }).senders).toHaveLength(
      1_000,
    );
    expect(readSenders({ senders: "x", connections: null })).toEqual({ senders: [], channels: [] });
  });
});
