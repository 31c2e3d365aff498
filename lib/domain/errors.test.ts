import { describe, expect, it } from "vitest";
import { DomainError, isRetryable } from "./errors.ts";

describe("DomainError", () => {
  it("carries its code, its detail and whether a retry helps", () => {
    const refusal = new DomainError("import.unclosed_quote", { line: 12 });
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ code: "import.unclosed_quote", detail: { line: 12 }, retryable: false });
    expect(new DomainError("campaign.hold_not_placed").retryable).toBe(true);
    expect(isRetryable("campaign.hold_not_placed")).toBe(true);
  });

  it("keeps the cause for the log and shows only the code as its message", () => {
    const cause = new TypeError("inner");
    const refusal = new DomainError("import.not_text", {}, { cause });
    expect(refusal.cause).toBe(cause);
    expect(refusal.message).toBe("import.not_text");
  });
});
