import { expect, it } from "vitest";
import { Secret } from "#lib/infra/crypto/secret";
import { openServers } from "#lib/infra/http-servers.fixture";
import { batchTo } from "#lib/infra/providers/conformance/stage.fixture";
import { turkeysmsDriver } from "#lib/infra/providers/turkeysms/driver";

// What the company may answer beyond its documents; the stand-in answers by them.
const servers = openServers();

it.each([
  [
    "a code with HTTP 403 and no result",
    403,
    '{"result_code":"TS-1027"}',
    { kind: "refused", reason: "provider_credit" },
  ],
  ["the minute's limit with HTTP 403", 403, '{"result_code":"TS-1060"}', { kind: "deferred", retryAfterMs: 60_000 }],
  ["HTTP 403 without a code", 403, "Forbidden", { kind: "refused", reason: "other", providerCode: "http_403" }],
  ["a code with HTTP 200 and no result", 200, '{"result_code":"TS-1027"}', { kind: "unknown" }],
  ["a yes with the code of a refusal", 200, '{"result":true,"result_code":"TS-1027"}', { kind: "unknown" }],
  [
    "a byte order mark before a yes",
    200,
    '\ufeff{"result":"1","sms_id":7,"result_code":"TS-1024"}',
    { kind: "settled" },
  ],
])("TurkeySMS: %s", async (_name, status, body, expected) => {
  const { origin } = await servers.serve((_request, response) => response.writeHead(status).end(body));
  const driver = turkeysmsDriver({ http: servers.client([origin]), apiUrl: origin });
  expect(await driver.submit(new Secret("anahtar"), batchTo("+905321110001"))).toMatchObject(expected);
});
