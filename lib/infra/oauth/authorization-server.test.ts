import { describe, expect, it } from "vitest";
import { configuredServer, readMetadata } from "#lib/infra/oauth/authorization-server";

const issuer = "https://iletiniz.com";
const honest = {
  issuer,
  authorization_endpoint: `${issuer}/connect/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  revocation_endpoint: `${issuer}/connect/revoke`,
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: ["none"],
  authorization_response_iss_parameter_supported: true,
};
const read = (patch: Record<string, unknown>) => readMetadata(JSON.stringify({ ...honest, ...patch }), issuer);

describe("R-010 metadata", () => {
  it("is taken over when it speaks of this issuer and stays at its host", () => {
    expect(read({})).toEqual({
      ...configuredServer(issuer),
      tokenEndpoint: `${issuer}/oauth/token`,
      promisesIssuer: true,
    });
  });

  it("falls back to the configured endpoints where it names none", () => {
    expect(readMetadata(JSON.stringify({ issuer }), issuer)).toEqual(configuredServer(issuer));
  });

  it.each([
    { issuer: "https://evil.example" },
    { issuer: `${issuer}/` },
    { issuer: "https://ILETINIZ.com" },
    { issuer: undefined },
    { token_endpoint: "https://evil.example/token" },
    { token_endpoint: "http://iletiniz.com/connect/token" },
    { token_endpoint: "https://iletiniz.com:8443/connect/token" },
    { token_endpoint: "https://iletiniz.com.evil.example/connect/token" },
    { token_endpoint: "https://user@iletiniz.com/connect/token" },
    { token_endpoint: "/connect/token" },
    { token_endpoint: 7 },
    { authorization_endpoint: "javascript:alert(1)" },
    { revocation_endpoint: "https://169.254.169.254/" },
    { code_challenge_methods_supported: ["plain"] },
    { token_endpoint_auth_methods_supported: ["client_secret_basic"] },
  ])("is refused when forged: %j", (patch) => {
    expect(read(patch)).toBeNull();
  });

  it.each(["", "<html>", "[]", "null", "7"])("is refused when it is no document: %j", (body) => {
    expect(readMetadata(body, issuer)).toBeNull();
  });
});
