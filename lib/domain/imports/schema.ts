import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { delimiters, importLimits } from "./model.ts";

/** How a list is to be read: what was found in it, corrected by a person. */
export const ListMapping = z
  .object({
    delimiter: z.enum(delimiters),
    hasHeader: z.boolean(),
    /** Cells a complete record has. */
    columnCount: z.int().min(1).max(importLimits.columns),
    /** Index of the column with the numbers, from 0. */
    phoneColumn: z.int().min(0),
    /** Reads a record that ends early as if empty cells followed; some spreadsheets leave them out. */
    padsShortRows: z.boolean().default(false),
    /** Keeps mobile numbers of other countries instead of refusing them. */
    allowsForeign: z.boolean().default(false),
  })
  .refine(({ phoneColumn, columnCount }) => phoneColumn < columnCount, {
    path: ["phoneColumn"],
    error: "import.no_phone_column",
  });

/** How a list is to be read. */
export type ListMapping = z.infer<typeof ListMapping>;

/** How a person wants a list read; null lets it be found again. */
export const MapImportInput = z.strictObject({
  importId: idInput("import"),
  delimiter: z.enum(delimiters).nullable(),
  hasHeader: z.boolean().nullable(),
  phoneColumn: z
    .int()
    .min(0)
    .max(importLimits.columns - 1)
    .nullable(),
  /** Of a workbook: the place of its sheet; nothing for the first. */
  sheet: z.int().min(0).max(99).nullish(),
});

/** Names one list. */
export const ImportInput = z.strictObject({ importId: idInput("import") });

/** Gives the number of a refused row anew, as somebody typed it. */
export const MendRowInput = z.strictObject({
  importId: idInput("import"),
  reading: z.coerce.number().int().positive(),
  line: z.coerce.number().int().positive(),
  number: z.string().trim().min(1).max(60),
});

/** Leaves out a row whose number was mended on its way in. */
export const DeclineRepairInput = MendRowInput.omit({ number: true });

/** A page of refused rows: those after a line. */
export const RejectsInput = z.strictObject({
  importId: idInput("import"),
  afterLine: z.coerce.number().int().min(0).default(0),
});

/** A page of mended rows of one kind: those after a line. */
export const RepairsInput = z.strictObject({
  importId: idInput("import"),
  kind: z.enum(["spelling", "lost_zero", "decimal", "scientific"]),
  afterLine: z.coerce.number().int().min(0).default(0),
});

const line = z.coerce.number().int().min(0).max(2_147_483_647);

/** Which person of a list to look at, out of an address: on a line, or the next after or before one. */
export const PersonQuery = z.union([
  z.strictObject({ at: line }),
  z.strictObject({ after: line }),
  z.strictObject({ before: line }),
]);
