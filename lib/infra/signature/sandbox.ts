import { createLocalJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Http } from "#lib/infra/http";
import type { Signature, SignatureAnswer, SignatureGate } from "#lib/infra/signature/gate";

const CALL_MS = 10_000;

const Requested = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), url: z.url({ protocol: /^https?$/ }).max(500) });
const Answered = z.discriminatedUnion("state", [
  z.object({ state: z.literal("waiting") }),
  z.object({ state: z.literal("refused") }),
  z.object({ state: z.literal("signed"), receipt: z.string().max(4_000) }),
]);
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
const Claims = z.object({ hash: z.string(), reference: z.string(), name: z.string().max(80), iat: z.number() });

/** Speaks the HTTP of the sandbox's signature desk. Its receipts are JWTs signed with Ed25519. */
export function sandboxSignatureGate(http: Http, baseUrl: string): SignatureGate {
  async function ask(method: "GET" | "POST", path: string, json?: unknown): Promise<unknown> {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const headers = { "content-type": "application/json" };
    const answer = await http.send({ method, url: `${baseUrl}/signature${path}`, headers, totalMs: CALL_MS, ...body });
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    try {
      return JSON.parse(answer.body);
    } catch {
      return undefined;
    }
  }

  return {
    async request({ returnUrl, ...what }) {
      const requested = Requested.safeParse(await ask("POST", "/requests", { ...what, return_url: returnUrl }));
      // The address is a link on our page: it must lead to the service and nowhere else.
      if (!requested.success || new URL(requested.data.url).origin !== new URL(baseUrl).origin) return null;
      return requested.data;
    },
    async look(requestId): Promise<SignatureAnswer> {
      const answer = Answered.safeParse(await ask("GET", `/requests/${encodeURIComponent(requestId)}`));
      if (!answer.success) return { kind: "silent" };
      const { data } = answer;
      return data.state === "signed" ? { kind: "signed", receipt: data.receipt } : { kind: data.state };
    },
    async verify(receipt, { requestId, reference, hash }): Promise<Signature | null> {
      const keys = createLocalJWKSet(KeySet.parse(await ask("GET", "/jwks.json")));
      const rules = { issuer: baseUrl, subject: requestId, algorithms: ["EdDSA"], typ: "signature-receipt+jwt" };
      try {
        const { payload } = await jwtVerify(receipt, keys, rules);
        const claims = Claims.safeParse(payload);
        if (!claims.success || claims.data.hash !== hash || claims.data.reference !== reference) return null;
        return { signedBy: claims.data.name, signedAt: new Date(claims.data.iat * 1_000) };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
