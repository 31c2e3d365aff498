import { z } from "zod";
import { idInput } from "#lib/domain/id-input";

/** One sender. */
export const SenderInput = z.strictObject({ senderId: idInput("sender") });

/** A sender typed by a person, exactly as it stands at the provider. */
export const AddSenderInput = z.strictObject({
  connectionId: idInput("connection"),
  name: z
    .string()
    .trim()
    .min(1)
    .max(11)
    .regex(/^[\w .&-]+$/),
});
