import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { expect, it } from "vitest";
import {
  beginPasskeyProof,
  beginPasskeySignIn,
  proveByPasskey,
  removePasskey,
  signInByPasskey,
} from "#lib/domain/accounts/commands/passkeys";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";

useTestDatabase();

const refused = { code: "account.passkey_failed" };
const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();

interface Said {
  readonly counter?: number;
  readonly origin?: string;
  readonly host?: string;
  /** Whether the device has checked the person. */
  readonly isVerified?: boolean;
}

/** A passkey of software: what a browser and its device do, without either (WebAuthn 6.1, 7.2). */
async function makePasskey(userId: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const coordinate = (text: string) => Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text, "base64url")]);
  // A COSE key: EC2, ES256, P-256.
  const cose = [
    Buffer.from("a5010203262001", "hex"),
    Buffer.from([0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ];
  const id = newId();
  const credentialId = Buffer.from(id).toString("base64url");
  const row = { id, userId, name: "Yazılım", credentialId, publicKey: Uint8Array.from(Buffer.concat(cose)) };
  await withAccount(null, ({ db }) => db.passkey.create({ data: row }));
  const answer = (challenge: string, { counter = 1, origin, host, isVerified = true }: Said = {}) => {
    const home = new URL(env().appUrl);
    const data = { type: "webauthn.get", challenge, origin: origin ?? home.origin, crossOrigin: false };
    const clientData = Buffer.from(JSON.stringify(data));
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const device = Buffer.concat([sha256(host ?? home.hostname), Buffer.from([isVerified ? 0x05 : 0x01]), count]);
    const signature = sign("sha256", Buffer.concat([device, sha256(clientData)]), privateKey);
    return {
      id: credentialId,
      rawId: credentialId,
      type: "public-key" as const,
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: device.toString("base64url"),
        signature: signature.toString("base64url"),
      },
    };
  };
  return { id, answer };
}

const ask = async () => (await beginPasskeySignIn(withAccount, visitFrom())).challenge;

async function userOf(account: { email: string }) {
  const typed = { email: account.email, password: GOOD_PASSWORD };
  const { sessionId } = await signIn(withAccount, typed, visitFrom());
  const user = await withAccount(null, (tx) => readLoginSession(tx, sessionId));
  if (user === null) throw new Error("the login does not sign in");
  return user;
}

it("signs its person in, once for each question", async () => {
  const { id: userId } = await makeAccount();
  const { answer } = await makePasskey(userId);
  const said = answer(await ask());
  const login = await signInByPasskey(withAccount, said, visitFrom());
  expect(await openLogins(userId)).toEqual([login.sessionId]);
  await expect(signInByPasskey(withAccount, said, visitFrom())).rejects.toMatchObject(refused);
});

it("two answers to one question at the same moment make one login", async () => {
  const { id: userId } = await makeAccount();
  const { answer } = await makePasskey(userId);
  const said = answer(await ask());
  await Promise.allSettled([1, 2, 3].map(() => signInByPasskey(withAccount, said, visitFrom())));
  expect(await openLogins(userId)).toHaveLength(1);
});

it.each<[string, Said]>([
  ["another site's page", { origin: "https://evil.example" }],
  ["another site's passkey", { host: "evil.example" }],
  ["a device that has not checked the person", { isVerified: false }],
])("does not take an answer of %s", async (_, said) => {
  const { id: userId } = await makeAccount();
  const { answer } = await makePasskey(userId);
  await expect(signInByPasskey(withAccount, answer(await ask(), said), visitFrom())).rejects.toMatchObject(refused);
});

it("does not take a question that nobody asked, or that was asked for something else", async () => {
  const account = await makeAccount();
  const { answer } = await makePasskey(account.id);
  const made = Buffer.from(newId()).toString("base64url");
  await expect(signInByPasskey(withAccount, answer(made), visitFrom())).rejects.toMatchObject(refused);
  const user = await userOf(account);
  const { challenge } = await withAccount(null, (tx) => beginPasskeyProof(tx, user));
  await expect(signInByPasskey(withAccount, answer(challenge), visitFrom())).rejects.toMatchObject(refused);
});

it("does not take a copy whose count stands still", async () => {
  const { id: userId } = await makeAccount();
  const { answer } = await makePasskey(userId);
  await signInByPasskey(withAccount, answer(await ask(), { counter: 7 }), visitFrom());
  await expect(signInByPasskey(withAccount, answer(await ask(), { counter: 7 }), visitFrom())).rejects.toMatchObject(
    refused,
  );
});

it("proves its own person only, and only on the login that was asked", async () => {
  const [one, other] = [await makeAccount(), await makeAccount()];
  const { answer } = await makePasskey(one.id);
  const user = await userOf(one);
  const question = (who: typeof user) => withAccount(null, (tx) => beginPasskeyProof(tx, who));
  const stranger = await userOf(other);
  const asked = (await question(stranger)).challenge;
  await expect(proveByPasskey(withAccount, answer(asked), stranger)).rejects.toMatchObject(refused);
  const elsewhere = await userOf(one);
  const { challenge } = await question(elsewhere);
  await expect(proveByPasskey(withAccount, answer(challenge), user)).rejects.toMatchObject(refused);
  const login = await proveByPasskey(withAccount, answer((await question(user)).challenge), user);
  expect(login.sessionId).not.toBe(user.sessionId);
});

it("the last way to sign in stays, also when two go at the same moment", async () => {
  const account = await makeAccount();
  const user = await userOf(account);
  await withAccount(null, ({ db }) => db.user.update({ where: { id: user.id }, data: { passwordHash: NO_PASSWORD } }));
  const keys = [await makePasskey(user.id), await makePasskey(user.id)];
  const removing = keys.map(({ id }) => withAccount(null, (tx) => removePasskey(tx, id, user, visitFrom())));
  const answers = await Promise.allSettled(removing);
  expect(answers.filter(({ status }) => status === "rejected")).toMatchObject([
    { reason: { code: "account.last_way" } },
  ]);
  expect(await withAccount(null, ({ db }) => db.passkey.count({ where: { userId: user.id } }))).toBe(1);
});
