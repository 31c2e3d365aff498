import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { isStorable } from "#lib/domain/storable";

/** Starting to connect; `returnTo` is where the person was, unchecked. */
export const StartConnectInput = z.strictObject({ returnTo: z.string().max(500).default("") });

/** Disconnecting; `typedName` must be the name of the remote workspace. */
export const DisconnectInput = z.strictObject({
  connectionId: idInput("connection"),
  typedName: z.string().max(200).default(""),
});

/** Saying yes or no to another account than before; the id is that of the connect which brought it. */
export const PendingAccountInput = z.strictObject({ pendingId: z.uuid() });

/** A pasted key. `hash` for providers that ask for two texts; `connectionId` where it replaces the key of a connection. */
export const ConnectKeyInput = z.strictObject({
  provider: z.enum(["iletimerkezi", "turkeysms"]),
  key: z.string().trim().min(1).max(200),
  hash: z.string().trim().max(200).default(""),
  name: z.string().trim().max(80).refine(isStorable).default(""),
  connectionId: idInput("connection").nullable().default(null),
});

/** A new address for delivery reports; the one before stays good for a day. */
export const ReportAddressInput = z.strictObject({ connectionId: idInput("connection") });
