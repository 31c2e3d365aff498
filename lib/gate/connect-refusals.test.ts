import { describe, expect, it } from "vitest";
import { openConnectStage } from "#lib/gate/connect-stage.fixture";
import { whileOff } from "#lib/gate/provider-off.fixture";

const { guide, workspace, remote, at, connections } = openConnectStage();

describe("R-006 refusals of the authorization server", () => {
  it.each([
    ["invalid_scope", "scope_refused"],
    ["server_error", "server_error"],
    ["temporarily_unavailable", "server_busy"],
    ["unauthorized_client", "not_accepted"],
    ["invalid_request", "not_accepted"],
    ["unsupported_response_type", "not_accepted"],
    ["never_heard_of", "server_error"],
  ])("%s ends as %s", async (code, outcome) => {
    const also = { description: "<script>alert(1)</script>", uri: "https://evil.example" };
    await guide().fault("authorize", remote(), { kind: "authorization_error", code, ...also });
    const journey = await guide().depart(workspace(), remote());
    expect(await guide().arrive(journey)).toBe(at(outcome));
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(0);
  });

  it("a person's no changes nothing", async () => {
    expect(await guide().arrive(await guide().depart(workspace(), remote(), { decision: "refuse" }))).toBe(
      at("denied"),
    );
    expect(await connections()).toEqual([]);
  });

  it("an answer with both or neither of code and error is malformed", async () => {
    const journey = await guide().depart(workspace(), remote());
    journey.answer.append("error", "access_denied");
    expect(await guide().arrive(journey)).toBe(at("malformed"));
    expect(await guide().calls("token", remote())).toBe(0);
  });
});

describe("a provider that the operator turned off", () => {
  it("is not connected to: not begun, and not finished by whoever was away meanwhile; no key is asked for", async () => {
    const away = await guide().depart(workspace(), remote());
    await whileOff("iletiniz", async () => {
      await expect(guide().depart(workspace(), remote())).rejects.toMatchObject({ code: "connection.provider_off" });
      expect(await guide().arrive(away)).toBe(at("turned_off"));
      expect(await guide().calls("token", remote())).toBe(0);
      expect(await connections()).toEqual([]);
    });
    expect(await guide().connect(workspace(), remote())).toBe(at("connected"));
  });
});

describe("R-007 the exchange happens once, and only a clean answer is kept", () => {
  it.each([
    [{ kind: "token", variant: "missing" }, "token_malformed"],
    [{ kind: "token", variant: "array" }, "token_malformed"],
    [{ kind: "token", variant: "crlf" }, "token_malformed"],
    [{ kind: "token", variant: "wrong_token_type" }, "token_malformed"],
    [{ kind: "html" }, "token_malformed"],
    [{ kind: "huge", bytes: 10_485_760 }, "exchange_unclear"],
    [{ kind: "hang", when: "after" }, "exchange_unclear"],
    [{ kind: "status", status: 500, when: "after" }, "exchange_unclear"],
    [{ kind: "status", status: 400, code: "invalid_grant" }, "code_refused"],
    [{ kind: "status", status: 401, code: "invalid_client" }, "token_refused"],
  ])("%j ends as %s", async (spec, outcome) => {
    await guide().fault("token", remote(), spec);
    const journey = await guide().depart(workspace(), remote());
    expect(await guide().arrive(journey)).toBe(at(outcome));
    expect(await guide().arrive(journey)).toBe(at("replayed"));
    expect(await guide().calls("token", remote())).toBe(1);
    expect(await connections()).toEqual([]);
  });
});
