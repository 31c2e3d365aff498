import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { isStorable } from "#lib/domain/storable";

/** The lists of the inbox: what is open, and parts of it; what was done with. */
export const inboxTabs = ["all", "unread", "mine", "refused", "closed"] as const;

const person = z.string().min(1).max(400);
const text = z.string().trim().min(1).max(1_000).refine(isStorable);

/** What the inbox shows, as it stands in an address. Lenient: what does not parse is left out. */
export const InboxFilter = z.object({
  tab: z.enum(inboxTabs).catch("all"),
  /** Sealed number of the person whose thread is shown. */
  person: person.optional().catch(undefined),
});

/** What the inbox shows. */
export type InboxFilter = z.output<typeof InboxFilter>;

/** A thread as read. */
export const ReadThreadInput = z.strictObject({ person });

/** An answer to somebody. */
export const ReplyInput = z.strictObject({ person, text });

/** Whose a thread is from now on; null: nobody's. */
export const AssignInput = z.strictObject({ person, memberId: idInput("person").nullable() });

/** A thread as done with, or as open again. */
export const CloseInput = z.strictObject({ person, isClosed: z.boolean() });

/** A note for the other members. */
export const NoteInput = z.strictObject({ person, text });
