import { z } from "zod";
import { idInput } from "#lib/domain/id-input";

/** One sender. */
export const SenderInput = z.strictObject({ senderId: idInput("sender") });
