import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SignJWT } from "jose";
import { z } from "zod";
import { Table } from "../store/table.ts";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a program asks a signature for. */
export const Ask = z.strictObject({
  reference: z.string().min(1).max(64),
  hash: Hash,
  title: z.string().min(1).max(200),
  sender: z.string().max(40),
  people: z.number().int().nonnegative(),
  parts: z.number().int().nonnegative(),
  return_url: z.url({ protocol: /^https?$/ }).max(500),
});

const SignatureRequest = Ask.extend({
  id: z.string(),
  at: z.string(),
  state: z.enum(["waiting", "signed", "refused"]),
  receipt: z.string().nullable(),
});
export type SignatureRequest = z.infer<typeof SignatureRequest>;

/** How a test bends a receipt: another hash in it, or a key nobody knows. */
export type Bend = { readonly hash?: string | undefined; readonly foreignKey?: boolean | undefined };

type Jwk = JsonWebKey & { kid: string };

function newKey(): Jwk {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { ...privateKey.export({ format: "jwk" }), kid: randomBytes(6).toString("hex") };
}

function keptKey(file: string): Jwk {
  if (existsSync(file)) return z.looseObject({ kid: z.string() }).parse(JSON.parse(readFileSync(file, "utf8")));
  const key = newKey();
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}

/** Requests for a signature, and the key that signs the receipts. Both survive a restart. */
export class SignatureBook {
  readonly #requests: Table<SignatureRequest>;
  readonly #key: Jwk;

  constructor(folder: string) {
    this.#requests = new Table(
      join(folder, "signatures.ndjson"),
      (value) => SignatureRequest.safeParse(value).data ?? null,
    );
    this.#key = keptKey(join(folder, "signature-key.json"));
  }

  /** The public half, as a key set. */
  get keySet(): { keys: object[] } {
    const { kty, crv, x, kid } = this.#key;
    return { keys: [{ kty, crv, x, kid, alg: "EdDSA", use: "sig" }] };
  }

  /** The same reference and hash give the same request again, so that asking twice is harmless. */
  open(ask: z.infer<typeof Ask>): SignatureRequest {
    const known = this.#requests.values().find((one) => one.reference === ask.reference && one.hash === ask.hash);
    if (known !== undefined) return known;
    const id = `sig_${randomBytes(9).toString("hex")}`;
    const request = { ...ask, id, at: new Date().toISOString(), state: "waiting" as const, receipt: null };
    this.#requests.set(id, request);
    return request;
  }

  get(id: string): SignatureRequest | undefined {
    return this.#requests.get(id);
  }

  byReference(reference: string): SignatureRequest | undefined {
    return this.#requests.values().findLast((one) => one.reference === reference);
  }

  refuse(request: SignatureRequest): void {
    if (request.state === "waiting") this.#requests.set(request.id, { ...request, state: "refused" });
  }

  /** Writes the receipt: a signed statement of who signed which hash, and when. */
  async sign(request: SignatureRequest, signedBy: string, issuer: string, bend: Bend = {}): Promise<void> {
    if (request.state !== "waiting") return;
    const key = bend.foreignKey === true ? { ...newKey(), kid: this.#key.kid } : this.#key;
    const receipt = await new SignJWT({ hash: bend.hash ?? request.hash, reference: request.reference, name: signedBy })
      .setProtectedHeader({ alg: "EdDSA", kid: key.kid, typ: "signature-receipt+jwt" })
      .setIssuer(issuer)
      .setSubject(request.id)
      .setIssuedAt()
      .sign(createPrivateKey({ key, format: "jwk" }));
    this.#requests.set(request.id, { ...request, state: "signed", receipt });
  }

  clear(): void {
    this.#requests.clear();
  }
}
