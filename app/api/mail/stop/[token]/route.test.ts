import { expect, it } from "vitest";
import { wantMail } from "#lib/domain/reports/commands/want-mail";
import { isMailed } from "#lib/domain/reports/queries";
import { writeMailStop } from "#lib/infra/crypto/mail-stop-token";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { env } from "#lib/infra/env";
import { GET, POST } from "./route.ts";

useTestDatabase();

it("RFC 8058: the POST of a mail program ends the mail without a question, and a look at the address does not", async () => {
  const workspace = await makeWorkspace();
  await workspace.transact((tx) => wantMail(tx, { isWanted: true }));
  const token = writeMailStop({ workspaceId: workspace.id, userId: workspace.person.id });
  const address = `${env().appUrl}/api/mail/stop/${token}`;
  const context = { params: Promise.resolve({ token }) };
  const headers = { host: new URL(address).host, "content-type": "application/x-www-form-urlencoded" };

  const look = await GET(new Request(address, { headers }), context);
  expect([look.status, look.headers.get("location")]).toEqual([303, `/u/${token}`]);
  expect(await workspace.transact(isMailed)).toBe(true);

  // From no page of ours and without a cookie, as mail programs send it.
  const press = new Request(address, { method: "POST", headers, body: "List-Unsubscribe=One-Click" });
  expect((await POST(press, context)).status).toBe(204);
  expect(await workspace.transact(isMailed)).toBe(false);
});
