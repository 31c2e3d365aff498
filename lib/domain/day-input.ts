import { z } from "zod";

/** A day that the calendar of the database and the one of the language both write with four digits, neighbours included. */
export const DayInput = z.iso.date().refine((day) => day >= "1000-01-01");
