import { z } from "zod";
import { type IdNoun, parsePublicId } from "#lib/domain/ids";

/** Reads a public id out of an input and hands on the row's plain UUID; anything else is refused as not valid. */
export function idInput(noun: IdNoun) {
  return z
    .string()
    .max(40)
    .transform((text, context) => {
      const id = parsePublicId(noun, text);
      if (id !== null) return id;
      context.addIssue({ code: "custom", message: "not an id" });
      return z.NEVER;
    });
}
