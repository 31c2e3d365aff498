import { describe, expect, it } from "vitest";
import { readAuthorizationAnswer, stateOf } from "#lib/infra/oauth/authorization-answer";

const issuer = "https://iletiniz.com";
const judge = (query: string, promisesIssuer = false) =>
  readAuthorizationAnswer(new URLSearchParams(query), { issuer, promisesIssuer });
const iss = `iss=${encodeURIComponent(issuer)}`;

describe("R-003 the answer must come from the server that was asked", () => {
  it.each([
    "code=abc&iss=https%3A%2F%2Fevil.example",
    `code=abc&${iss}%2F`,
    "code=abc&iss=https%3A%2F%2FILETINIZ.com",
    `code=abc&${iss}&${iss}`,
    "code=abc&iss=",
    "error=access_denied&iss=https%3A%2F%2Fevil.example",
  ])("refuses %s", (query) => {
    expect(judge(query)).toEqual({ kind: "wrong_issuer" });
  });

  it("refuses a missing iss only when the server promised one", () => {
    expect(judge("code=abc", true)).toEqual({ kind: "wrong_issuer" });
    expect(judge("error=access_denied", true)).toEqual({ kind: "wrong_issuer" });
    expect(judge("code=abc", false)).toEqual({ kind: "code" });
    expect(judge(`code=abc&${iss}`, true)).toEqual({ kind: "code" });
  });
});

describe("R-006 refusals", () => {
  it.each(["access_denied", "invalid_scope", "server_error", "temporarily_unavailable"])("knows %s", (error) => {
    expect(judge(`error=${error}&error_description=%3Cscript%3E&error_uri=https://evil.example`)).toEqual({
      kind: "error",
      error,
    });
  });

  it("reads any other code as unknown", () => {
    expect(judge("error=%3Cb%3E")).toEqual({ kind: "error", error: "unknown" });
  });

  it.each([
    "",
    "code=",
    "code=a&code=b",
    "code=a&error=b",
    "error=a&error=b",
    "code=%0d%0a",
    `code=${"a".repeat(3_000)}`,
  ])("calls %j malformed", (query) => {
    expect(judge(query)).toEqual({ kind: "malformed" });
  });
});

describe("stateOf", () => {
  it("takes exactly one state of a possible form", () => {
    const state = "s".repeat(43);
    expect(stateOf(new URLSearchParams({ state }))).toBe(state);
    expect(stateOf(new URLSearchParams(`state=${state}&state=${state}`))).toBeNull();
    expect(stateOf(new URLSearchParams("state=short"))).toBeNull();
    expect(stateOf(new URLSearchParams({ state: "a".repeat(500) }))).toBeNull();
    expect(stateOf(new URLSearchParams({ state: `${state}'--` }))).toBeNull();
    expect(stateOf(new URLSearchParams())).toBeNull();
  });
});
