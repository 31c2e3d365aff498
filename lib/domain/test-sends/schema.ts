import { z } from "zod";
import { idInput } from "#lib/domain/id-input";

/** A number of one's own to send tests to, and the draft whose sender carries the code. */
export const AddTestNumberInput = z.strictObject({
  campaignId: idInput("campaign"),
  phone: z.string().trim().min(1).max(40),
});

/** The code as it arrived; blanks inside are forgiven. */
export const ConfirmTestNumberInput = z.strictObject({
  numberId: idInput("message"),
  code: z
    .string()
    .max(20)
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/)),
});

/** Names one of the person's own numbers. */
export const TestNumberInput = z.strictObject({ numberId: idInput("message") });

/** A test of a draft, as the recipient on this line would get it; without a list the line is null. */
export const SendTestInput = z.strictObject({
  campaignId: idInput("campaign"),
  numberId: idInput("message"),
  line: z.int().min(1).nullable(),
});

/** Names one message. */
export const MessageInput = z.strictObject({ messageId: idInput("message") });

/** A trial over a connection, and the number it goes to. */
export const TryConnectionInput = z.strictObject({
  connectionId: idInput("connection"),
  phone: z.string().trim().min(1).max(40),
});
