import { z } from "zod";
import { isStorable } from "#lib/domain/storable";

const person = z.string().min(1).max(400);

/** What the inbox shows, as it stands in an address. Lenient: what does not parse is left out. */
export const InboxFilter = z.object({
  tab: z.enum(["all", "unread", "refused"]).catch("all"),
  /** Sealed number of the person whose thread is shown. */
  person: person.optional().catch(undefined),
});

/** What the inbox shows. */
export type InboxFilter = z.output<typeof InboxFilter>;

/** A thread as read. */
export const ReadThreadInput = z.strictObject({ person });

/** An answer to somebody. */
export const ReplyInput = z.strictObject({ person, text: z.string().trim().min(1).max(1_000).refine(isStorable) });
