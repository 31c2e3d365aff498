import { z } from "zod";

// What a browser says of a passkey (WebAuthn 5.1.1, RegistrationResponseJSON and AuthenticationResponseJSON). Bytes are
// base64url; what they hold is checked by the library that reads them. Browsers may add members, so they are let go here.
const Bytes = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const Id = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[\w-]+$/);
const Transport = z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);
const shared = { id: Id, rawId: Id, type: z.literal("public-key") };
const none = z.unknown().transform(() => ({}));

/** A passkey that a browser has made. */
export const PasskeyMadeInput = z.object({
  ...shared,
  clientExtensionResults: none,
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z
      .array(z.string().max(40))
      .max(10)
      .default([])
      .transform((all) => all.flatMap((one) => Transport.safeParse(one).data ?? [])),
  }),
});

/** An answer made with a passkey. */
export const PasskeyAnswerInput = z.object({
  ...shared,
  clientExtensionResults: none,
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: z.exactOptional(Bytes),
  }),
});

/** What a browser says of a new passkey, read. */
export type PasskeyMade = z.output<typeof PasskeyMadeInput>;

/** What a browser answers with a passkey, read. */
export type PasskeyAnswer = z.output<typeof PasskeyAnswerInput>;
