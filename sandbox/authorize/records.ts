import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import { keyPrefix } from "../keys.ts";
import { OAuthScope } from "../workspaces.ts";
import type { World } from "../world.ts";

/** Which workspace each authorization was given for, by grant id. */
export type Consents = Map<string, string>;

const secondUse = "authorization code used twice";
const lifetimeSeconds = 10 * 365 * 24 * 3_600;

type Kept = { payload: AdapterPayload; expiresAt: number };

/** Sessions, interactions, codes and grants: short-lived, so memory is enough. */
class ShortLived implements Adapter {
  readonly #rows = new Map<string, Kept>();
  readonly #onSecondUse: (grantId: string) => void;

  constructor(onSecondUse: (grantId: string) => void) {
    this.#onSecondUse = onSecondUse;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const now = Date.now();
    for (const [old, row] of this.#rows) if (row.expiresAt < now) this.#rows.delete(old);
    this.#rows.set(id, {
      payload,
      expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : now + expiresIn * 1_000,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = this.#rows.get(id);
    return row === undefined || row.expiresAt < Date.now() ? undefined : row.payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#rows.values()].find(({ payload }) => payload.uid === uid)?.payload;
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  // The library looks first and consumes later; calls that come together would all have looked before one consumes.
  async consume(id: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row === undefined || row.payload.consumed !== undefined) {
      this.#onSecondUse(row?.payload.grantId ?? "");
      throw new errors.InvalidGrant("authorization code already consumed");
    }
    row.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#rows.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#rows) if (payload.grantId === grantId) this.#rows.delete(id);
  }
}

/**
 * Access tokens are the workspace keys, so they live with the other keys: hashed, on disk, and the same ones the API
 * accepts. The server issues the part after the prefix and is asked to revoke the whole key.
 */
class KeyRecords implements Adapter {
  readonly #world: World;
  readonly #consents: Consents;

  constructor(world: World, consents: Consents) {
    this.#world = world;
    this.#consents = consents;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const workspace = this.#consents.get(payload.grantId ?? "");
    if (workspace === undefined) throw new Error("a key was issued without a consent");
    this.#world.keys.record(keyPrefix + id, {
      workspace,
      scopes: OAuthScope.array().parse((payload.scope ?? "").split(" ")),
      client: payload.clientId ?? "",
      account: payload.accountId ?? "",
      grant: payload.grantId ?? null,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const key = this.#world.keys.find(id);
    if (key === undefined || key.revokedAt !== null) return undefined;
    const iat = Math.floor(Date.parse(key.issuedAt) / 1_000);
    const grant = key.grant === null ? {} : { grantId: key.grant };
    return {
      kind: "AccessToken",
      jti: id,
      iat,
      exp: iat + lifetimeSeconds,
      format: "opaque",
      clientId: key.client,
      accountId: key.account,
      scope: key.scopes.join(" "),
      ...grant,
    };
  }

  async findByUid(): Promise<undefined> {
    return undefined;
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(): Promise<void> {}

  async destroy(id: string): Promise<void> {
    const key = this.#world.keys.find(id);
    if (key !== undefined) this.#world.keys.revoke(key, "revocation endpoint");
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#world.keys.revokeGrant(grantId, secondUse);
  }
}

/** Where the authorization server keeps what it issues. */
export function recordsFor(world: World, consents: Consents): (name: string) => Adapter {
  const onSecondUse = (grantId: string): void => {
    // Without its consent a key of the first use can no longer be issued, should that still be under way.
    consents.delete(grantId);
    world.keys.revokeGrant(grantId, secondUse);
  };
  return (name) => (name === "AccessToken" ? new KeyRecords(world, consents) : new ShortLived(onSecondUse));
}

export const keyLifetimeSeconds = lifetimeSeconds;
