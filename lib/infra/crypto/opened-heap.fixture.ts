import { randomBytes } from "node:crypto";
import { getHeapSnapshot } from "node:v8";
import { newDataKey, sealUnder, wrapDataKey } from "#lib/infra/crypto/data-key";
import { Secret } from "#lib/infra/crypto/secret";
import { keyring, openCarriedHere } from "#lib/infra/crypto/vault";
import { newId } from "#lib/infra/ids";

// A process of its own that opens secrets the way the worker does and then looks for them in all that its memory still
// reaches. With `keep` it does what must never be done, so that the search is known to find.

/** Spelled in numbers, so that the text of this file is no find. */
const MARK = String.fromCharCode(111, 112, 101, 110, 101, 100, 45, 104, 101, 114, 101, 45);
const kept: Secret[] = [];

function openOne(): void {
  const place = { purpose: "connection", workspaceId: newId(), rowId: newId() } as const;
  const dataKey = newDataKey(newId());
  const wrapped = wrapDataKey(keyring().primary, place.workspaceId, dataKey);
  const sealed = sealUnder(dataKey, place, new Secret(MARK + randomBytes(32).toString("hex")));
  const opened = openCarriedHere(place.workspaceId, place, Buffer.concat([wrapped, sealed]));
  // What a driver does with it: the header of one call.
  if (`Bearer ${opened.reveal()}`.length !== 83) throw new Error("the secret did not open");
  if (process.argv[2] === "keep") kept.push(opened);
}

for (let n = 0; n < 50; n += 1) openOne();

const chunks: string[] = [];
for await (const chunk of getHeapSnapshot()) chunks.push(String(chunk));
const found = new Set(chunks.join("").match(new RegExp(`${MARK}[0-9a-f]{64}`, "g")));
process.stdout.write(JSON.stringify({ found: found.size, kept: kept.length }));
