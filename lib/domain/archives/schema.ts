import { z } from "zod";
import { idInput } from "#lib/domain/id-input";

/** Names one archive. */
export const ArchiveInput = z.strictObject({ archiveId: idInput("archive") });
