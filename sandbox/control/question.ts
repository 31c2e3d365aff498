import type { World } from "../world.ts";

/** Addresses of the running sandbox. */
export type Addresses = {
  issuer: string;
  auth: string;
  api: string;
  smtp: string;
  iletimerkezi: string;
  turkeysms: string;
};

/** One request to the control surface, read from HTTP. */
export type Question = { world: World; addresses: Addresses; query: Record<string, string>; body: unknown };

/** A question the control surface does not answer. */
export class ControlRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
