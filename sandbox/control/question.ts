import type { World } from "../world.ts";

/** Addresses of the running sandbox. */
export type Addresses = { issuer: string; auth: string; api: string; smtp: string };

/** One request to the control surface, read from HTTP. */
export type Question = { world: World; addresses: Addresses; query: Record<string, string>; body: unknown };
