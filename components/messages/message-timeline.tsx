import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Timeline, type TimelineEvent } from "#components/ui/timeline";
import type { Evidence, UnknownDecision } from "#lib/domain/messages/lookups";
import { isFinal, type MessageState } from "#lib/domain/messages/model";
import type { MessageSource } from "#lib/domain/messages/schema";

/** What of a message has a time. */
export interface TimedMessage {
  state: MessageState;
  source: MessageSource;
  stateAt: Date;
  writtenAt: Date;
  acceptedAt: Date | null;
  providerId: string | null;
  attempt: {
    startedAt: Date;
    people: number;
    requestId: string | null;
    looks: number;
    evidence: Evidence | null;
    decision: UnknownDecision | null;
  } | null;
}

/** What happened to a message, from the queue to the phone. */
export function MessageTimeline({ message, zone }: { message: TimedMessage; zone: string }) {
  const t = useTranslations("messages.panel");
  const m = useTranslations("messages");
  const format = useFormatter();
  const event = (
    key: string,
    title: string,
    at: Date,
    tone: TimelineEvent["tone"],
    children?: ReactNode,
  ): TimelineEvent => ({
    key,
    title,
    at: at.toISOString(),
    time: format.dateTime(at, "exact", { timeZone: zone }),
    tone,
    children,
  });
  const { attempt, acceptedAt, state } = message;
  const checked = message.source === "campaign" && state !== "skipped" ? t("queuedText") : undefined;
  const events = [event("queued", t("queued"), message.writtenAt, "ok", checked)];
  if (attempt !== null) events.push(event("handed", t("handed"), attempt.startedAt, "ok", <Handed {...attempt} />));
  if (acceptedAt !== null) events.push(event("accepted", t("accepted"), acceptedAt, "ok", <Accepted {...message} />));
  if (state !== "accepted" && state !== "pending") {
    const isBad = isFinal(state) && state !== "skipped" && state !== "cancelled";
    const tone = state === "delivered" ? "ok" : isBad ? "bad" : "now";
    events.push(event("state", m(`state.${state}`), message.stateAt, tone, <Search {...message} />));
  }
  return <Timeline events={events} />;
}

function Handed({ people, requestId }: { people: number; requestId: string | null }) {
  const t = useTranslations("messages.panel");
  return (
    <>
      {t("handedText", { people })} {requestId !== null && <code>{requestId}</code>}
    </>
  );
}

/** How long the provider took to answer, and under which id it knows the message. */
function Accepted({ attempt, acceptedAt, providerId }: TimedMessage) {
  const t = useTranslations("messages.panel");
  const tookMs = attempt === null || acceptedAt === null ? null : acceptedAt.getTime() - attempt.startedAt.getTime();
  return (
    <>
      {tookMs !== null && tookMs >= 0 && t("took", { ms: tookMs })} {providerId !== null && <code>{providerId}</code>}
    </>
  );
}

/** What was done to find a message whose answer got lost, and what a person decided. */
function Search({ state, attempt }: TimedMessage) {
  const t = useTranslations("messages.panel");
  const u = useTranslations("unanswered");
  if (attempt === null || (attempt.looks === 0 && attempt.decision === null)) return null;
  if (attempt.decision !== null) return t("decided", { decision: u(`${attempt.decision}.action`) });
  if (state !== "unknown") return t("found", { looks: attempt.looks });
  return attempt.evidence === null ? null : u(`evidence.${attempt.evidence}`, { looks: attempt.looks });
}
