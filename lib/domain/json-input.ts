import { z } from "zod";

/** Reads what a form field holds as JSON of at most so many characters; anything else is refused as not valid. */
export function jsonInput<Schema extends z.ZodType>(most: number, schema: Schema) {
  return z
    .string()
    .max(most)
    .transform((written, context): unknown => {
      try {
        return JSON.parse(written);
      } catch {
        context.addIssue({ code: "custom", message: "not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
