import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { oneLineOrNone } from "#lib/domain/one-line";

/** Starting to connect; `returnTo` is where the person was, unchecked. `leaves` where the page goes to the provider by itself. */
export const StartConnectInput = z.strictObject({
  returnTo: z.string().max(500).default(""),
  leaves: z.literal("yes").optional(),
});

/** Disconnecting; `typedName` must be the name of the remote workspace. */
export const DisconnectInput = z.strictObject({
  connectionId: idInput("connection"),
  typedName: z.string().max(200).default(""),
});

/** Saying yes or no to another account than before; the id is that of the connect which brought it. */
export const PendingAccountInput = z.strictObject({ pendingId: z.uuid() });

/** A text copied from a panel: no key has blanks or marks that nobody sees, and copying brings them along. */
const Copied = z
  .string()
  .max(400)
  .transform((text) => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ""))
  .pipe(z.string().max(200));

/** A pasted key of a provider, whose name the registry of providers judges. `hash` for providers that ask for two texts; `connectionId` where it replaces the key of a connection. */
export const ConnectKeyInput = z.strictObject({
  provider: z.string().max(64),
  key: Copied.pipe(z.string().min(1)),
  hash: Copied.default(""),
  name: oneLineOrNone(80),
  connectionId: idInput("connection").nullable().default(null),
});

/** A new address for delivery reports; the one before stays good for a day. */
export const ReportAddressInput = z.strictObject({ connectionId: idInput("connection") });
