import { lastTwoDigits } from "./recipients.ts";

/** What a poll can answer. */
export type PollStatus = "queued" | "sent" | "delivered" | "failed" | "expired" | "rejected" | "unknown";

export type MessageError = { code: string; message: string };

const sentences: Record<string, string> = {
  INVALID_RECIPIENT: "The recipient is not a valid address for this channel.",
  PROVIDER_REJECTED: "The provider refused the message.",
  PROVIDER_UNAVAILABLE: "The provider could not be reached.",
  SENDER_NOT_APPROVED: "The sender is not approved for this recipient.",
  INSUFFICIENT_PROVIDER_CREDIT: "The provider account has no credit left.",
  IYS_BLOCKED: "The recipient has no consent for commercial messages.",
  QUOTA_EXCEEDED: "The plan quota is used up.",
};

/** A message error with its sentence; an unlisted code is passed through so that switches can invent one. */
export function messageError(code: string): MessageError {
  return { code, message: sentences[code] ?? "The message was refused." };
}

/**
 * How the provider answers at the moment of sending, from the recipient's ending. `null` means accepted.
 *
 * 90 to 94 are refusals; 93 is a provider that is down, so a fallback provider takes it.
 */
export function refusalByEnding(address: string, attempt: number, isCommercial: boolean): string | null {
  switch (lastTwoDigits(address)) {
    case 90:
      return "INVALID_RECIPIENT";
    case 91:
      return "PROVIDER_REJECTED";
    case 92:
      return isCommercial ? "IYS_BLOCKED" : null;
    case 93:
      return attempt === 0 ? "PROVIDER_UNAVAILABLE" : null;
    case 94:
      return "SENDER_NOT_APPROVED";
    default:
      return null;
  }
}

export type Journey = { status: PollStatus; sentAt: number | null; endedAt: number | null; error: MessageError | null };

const queuedMs = 1_000;
const expiryMs = 20_000;

/** Delivery takes 2 to 9 s of unscaled time, the same for the same number. */
function deliveryMs(address: string): number {
  const ones = lastTwoDigits(address);
  return 2_000 + (ones < 0 ? 0 : (ones * 37) % 8) * 1_000;
}

/**
 * Where an accepted message stands at `now`. A pure function of the ledger line and the clock, so a restart or a
 * second poll can never disagree with the first.
 *
 * @param speed Divides every duration: 1 is real time, 100 a hundred times faster.
 * @param wasQueued Bulk items are already `sent` when answered, single ones start `queued`.
 */
export function journey(
  address: string,
  acceptedAt: number,
  now: number,
  speed: number,
  wasQueued: boolean,
  endingsApply: boolean,
): Journey {
  const sentAt = acceptedAt + (wasQueued ? queuedMs / speed : 0);
  if (now < sentAt) return { status: "queued", sentAt: null, endedAt: null, error: null };
  const travelling: Journey = { status: "sent", sentAt, endedAt: null, error: null };
  const ending = endingsApply ? lastTwoDigits(address) : 0;
  if (ending === 98) return travelling;
  const endedAt = sentAt + (ending === 96 ? expiryMs : deliveryMs(address)) / speed;
  if (now < endedAt) return travelling;
  switch (ending) {
    case 95:
      return { status: "failed", sentAt, endedAt, error: messageError("PROVIDER_REJECTED") };
    case 96:
      return { status: "expired", sentAt, endedAt, error: null };
    case 97:
      return { status: "rejected", sentAt, endedAt, error: messageError("PROVIDER_REJECTED") };
    case 99:
      return { status: "unknown", sentAt, endedAt, error: null };
    default:
      return { status: "delivered", sentAt, endedAt, error: null };
  }
}
