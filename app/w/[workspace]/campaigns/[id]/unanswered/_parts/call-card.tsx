import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import { DecideButtons } from "#components/unanswered/decide-buttons";
import type { Unanswered, UnansweredCall } from "#lib/domain/campaigns/unknown-queries";
import { formatMsisdn, maskMsisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import type { Scope } from "#lib/gate/scope";
import { decideUnknownAction } from "../actions";

interface CallsProps {
  unanswered: Unanswered;
  scope: Scope;
}

/** Why this person cannot decide, or cannot send again; undefined where nothing is in the way. */
function obstaclesOf({ unanswered, scope }: CallsProps) {
  const mayDecide = scope.mayWith("campaigns:control", unanswered.ownerIds);
  const isOver = unanswered.state === "cancelled" || unanswered.state === "failed";
  return {
    obstacle: mayDecide ? undefined : ("mayNot" as const),
    sendObstacle: isOver ? ("ended" as const) : scope.may("messages:send") ? undefined : ("mayNotSend" as const),
  };
}

function Evidence({ call, provider }: { call: UnansweredCall; provider: string }) {
  const t = useTranslations("unanswered.evidence");
  const format = useFormatter();
  if (!call.canAsk) return t("cannot_ask", { provider });
  if (call.evidence === null) return t("waiting");
  const again = call.lookAt === null ? "" : ` ${t("again", { time: format.relativeTime(call.lookAt, new Date()) })}`;
  return `${t(call.evidence, { looks: call.emptyLooks })}${again}`;
}

/** One call: whom it was for, how it ended, what the provider's records say, and the three ways to go on. */
export function CallCard({ call, no, unanswered, scope }: CallsProps & { call: UnansweredCall; no: number }) {
  const t = useTranslations("unanswered");
  const format = useFormatter();
  const number = call.firstMsisdn === null ? null : msisdnFromRow(call.firstMsisdn);
  const time = format.dateTime(call.startedAt, "exact", { timeZone: scope.zone });
  const facts = [
    { key: "when", term: t("call.when"), value: time },
    {
      key: "first",
      term: t("call.first"),
      value: number === null ? "–" : scope.fullNumbers ? formatMsisdn(number) : maskMsisdn(number),
    },
    { key: "end", term: t("call.end"), value: t(`end.${call.end}`, { status: call.httpStatus ?? 0 }) },
    {
      key: "evidence",
      term: t("call.evidence"),
      value: <Evidence call={call} provider={unanswered.providerLabel} />,
    },
  ];
  return (
    <Card aria-labelledby={`call-${call.id}`}>
      <CardHeader id={`call-${call.id}`} title={t("call.title", { no, people: call.people })} />
      <CardBody>
        <KeyValues items={facts} />
      </CardBody>
      <CardFooter>
        <DecideButtons
          slug={scope.slug}
          campaignId={unanswered.campaignId}
          calls={[call.id]}
          people={call.people}
          action={decideUnknownAction}
          {...obstaclesOf({ unanswered, scope })}
        />
      </CardFooter>
    </Card>
  );
}

/** One decision for every call on the page. */
export function AllCalls({ unanswered, scope }: CallsProps) {
  const t = useTranslations("unanswered");
  const { calls } = unanswered;
  const people = calls.reduce((sum, call) => sum + call.people, 0);
  return (
    <Card aria-labelledby="all-calls">
      <CardHeader id="all-calls" title={t("call.all")} />
      <CardBody>{t("allText", { calls: calls.length, people })}</CardBody>
      <CardFooter>
        <DecideButtons
          slug={scope.slug}
          campaignId={unanswered.campaignId}
          calls={calls.map((call) => call.id)}
          people={people}
          action={decideUnknownAction}
          {...obstaclesOf({ unanswered, scope })}
        />
      </CardFooter>
    </Card>
  );
}
