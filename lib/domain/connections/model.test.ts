import { describe, expect, it } from "vitest";
import {
  connectionNames,
  extraScopes,
  isStale,
  missingScopes,
  quotaGate,
  type StoredAccount,
} from "#lib/domain/connections/model";

const account = (patch: Partial<StoredAccount>): StoredAccount => ({
  plan: { name: "Pro", status: "active", renewsAt: null },
  quota: { limit: 1_000, used: 0, remaining: 1_000, periodEnd: null },
  upgradeUrl: null,
  balance: null,
  ...patch,
});
const left = (remaining: number | null, limit: number | null = 1_000) =>
  account({ quota: { limit, used: null, remaining, periodEnd: null } });

describe("quotaGate", () => {
  it.each([
    ["enough", account({})],
    ["enough", left(101)],
    ["low", left(100)],
    ["low", left(1)],
    ["used_up", left(0)],
    ["enough", left(5, null)],
    ["unlimited", left(null, null)],
    ["unknown", account({ quota: null })],
    ["unknown", null],
    ["no_plan", account({ plan: null })],
    ["no_plan", account({ plan: { name: "Pro", status: "canceled", renewsAt: null } })],
    ["enough", account({ plan: { name: "", status: "unknown", renewsAt: null } })],
    ["enough", account({ plan: { name: "Pro", status: "past_due", renewsAt: null } })],
  ] as const)("is %s for %j", (gate, known) => {
    expect(quotaGate(known)).toBe(gate);
  });
});

describe("R-008 scopes", () => {
  it("tells what is missing and what was not asked for", () => {
    expect(missingScopes(["messages:send", "contacts:write"])).toEqual(["account:read", "connections:read"]);
    expect(missingScopes(["contacts:write", "account:read", "connections:read", "messages:send"])).toEqual([]);
    expect(extraScopes(["messages:send", "billing:write"])).toEqual(["billing:write"]);
  });
});

describe("isStale", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  it("asks again after a minute, and where nothing was ever read", () => {
    expect(isStale(null, now)).toBe(true);
    expect(isStale(new Date(now.getTime() - 59_999), now)).toBe(false);
    expect(isStale(new Date(now.getTime() - 60_000), now)).toBe(true);
  });
});

it("connections are told apart where accounts are called alike", () => {
  const at = (label: string, name: string) => ({ label, name });
  expect(
    connectionNames([at("iletiniz", "Mağaza"), at("iletiMerkezi", "iletiMerkezi"), at("TurkeySMS", "Mağaza")]),
  ).toEqual(["iletiniz (Mağaza)", "iletiMerkezi", "TurkeySMS (Mağaza)"]);
  expect(connectionNames([at("iletiniz", "Mağaza"), at("TurkeySMS", "")])).toEqual(["Mağaza", "TurkeySMS"]);
});
