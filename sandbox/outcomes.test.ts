import { describe, expect, it } from "vitest";
import { journey, refusalByEnding } from "./outcomes.ts";
import { canonicalAddress } from "./recipients.ts";

const number = (ending: string): string => `+9053211122${ending}`;
const day = 86_400_000;

describe("how a message ends", () => {
  it.each([
    ["00", "delivered"],
    ["42", "delivered"],
    ["89", "delivered"],
    ["95", "failed"],
    ["96", "expired"],
    ["97", "rejected"],
    ["98", "sent"],
    ["99", "unknown"],
  ])("a number ending in %s is finally %s", (ending, status) => {
    expect(journey(number(ending), 0, day, 1, true, true).status).toBe(status);
  });

  it("never goes backwards and always reaches the same end", () => {
    const order = ["queued", "sent", "delivered"];
    const seen = [0, 500, 1_000, 2_000, 5_000, 20_000].map((now) =>
      order.indexOf(journey(number("07"), 0, now, 1, true, true).status),
    );
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(0)).toBe(0);
    expect(seen.at(-1)).toBe(2);
  });

  it("arrives a hundred times sooner at a hundred times the speed", () => {
    const slow = journey(number("07"), 0, day, 1, true, true).endedAt ?? 0;
    expect(journey(number("07"), 0, day, 100, true, true).endedAt).toBeCloseTo(slow / 100);
  });

  it("ignores endings where a workspace turned them off", () => {
    expect(journey(number("95"), 0, day, 1, true, false).status).toBe("delivered");
  });
});

describe("refusals at the moment of sending", () => {
  it.each([
    ["90", "INVALID_RECIPIENT"],
    ["91", "PROVIDER_REJECTED"],
    ["93", "PROVIDER_UNAVAILABLE"],
    ["94", "SENDER_NOT_APPROVED"],
    ["92", null],
    ["00", null],
  ])("a number ending in %s meets %s", (ending, code) => {
    expect(refusalByEnding(number(ending), 0, false)).toBe(code);
  });

  it("blocks 92 only for commercial messages", () => {
    expect(refusalByEnding(number("92"), 0, true)).toBe("IYS_BLOCKED");
  });
});

describe("recipients", () => {
  it.each(["+905321112233", "05321112233", "5321112233"])("takes %s as one and the same person", (to) => {
    expect(canonicalAddress(to, "sms")).toBe("+905321112233");
  });

  it.each([
    "905321112233",
    "+902121112233",
    "532111223",
    "53211122334",
    "+90 532 111 22 33",
    "123",
    "",
    "+14155550100",
  ])("refuses %j as a Turkish mobile", (to) => {
    expect(canonicalAddress(to, "sms")).toBeNull();
  });

  it.each(["123456789", "-1001234567890", "@ornek_magaza"])("takes %s as a Telegram chat", (to) => {
    expect(canonicalAddress(to, "telegram")).toBe(to);
  });

  it.each(["@ab", "ornek", "+905321112233"])("refuses %s as a Telegram chat", (to) => {
    expect(canonicalAddress(to, "telegram")).toBeNull();
  });
});
