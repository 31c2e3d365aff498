import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Secrets = z.object({
  cookieKeys: z.array(z.string()).min(1),
  jwk: z.object({ kty: z.literal("EC"), crv: z.string(), x: z.string(), y: z.string(), d: z.string() }),
});

/** Cookie and signing keys of this sandbox, made at first start and never shared with another one. */
export function secretsIn(folder: string): z.infer<typeof Secrets> {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const secrets = Secrets.parse({
    cookieKeys: [randomBytes(32).toString("base64url")],
    jwk: privateKey.export({ format: "jwk" }),
  });
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
