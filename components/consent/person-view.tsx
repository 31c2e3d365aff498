import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import { Timeline } from "#components/ui/timeline";
import { type PersonEvent, withoutNumbers } from "#lib/domain/consent/model";
import type { ConsentEventRow, PersonRecord } from "#lib/domain/consent/rows";

interface PersonViewProps {
  record: PersonRecord;
  wholeNumbers: boolean;
  zone: string;
}

const TONES: Record<PersonEvent, "ok" | "bad" | undefined> = {
  granted: "ok",
  refused: "bad",
  suppressed: "bad",
  released: undefined,
  iys_registered: "ok",
  iys_refused: "bad",
  iys_late: "bad",
};

/** Everything on record about one person: how it stands, and what led there, with its evidence. */
export function PersonView({ record, wholeNumbers, zone }: PersonViewProps) {
  const t = useTranslations("consent.person");
  const words = (text: string) => (wholeNumbers ? text : withoutNumbers(text));
  return (
    <div className="cols">
      <Card className="c5">
        <CardHeader title={t("standing")} />
        <CardBody>
          <Standing record={record} zone={zone} words={words} />
        </CardBody>
      </Card>
      <Card className="c7">
        <CardHeader title={t("history")} />
        <CardBody>
          {record.events.length === 0 ? (
            <p className="muted">{t("empty")}</p>
          ) : (
            <History events={record.events} zone={zone} words={words} />
          )}
        </CardBody>
      </Card>
    </div>
  );
}

type Words = (text: string) => string;

function Standing({ record, zone, words }: { record: PersonRecord; zone: string; words: Words }) {
  const t = useTranslations("consent");
  const format = useFormatter();
  const { consent, suppressed, check } = record;
  const date = (at: Date) => format.dateTime(at, "date", { timeZone: zone });
  return (
    <KeyValues
      items={[
        {
          key: "consent",
          term: t("person.consent"),
          value:
            consent === null
              ? t("person.noConsent")
              : `${t(`status.${consent.status}`)}, ${date(consent.givenAt)}, ${t(`source.${consent.source}`)}`,
        },
        {
          key: "suppressed",
          term: t("person.suppressed"),
          value:
            suppressed === null
              ? t("person.notSuppressed")
              : t("person.suppressedSince", { date: date(suppressed.since), reason: words(suppressed.reason) }),
        },
        { key: "iys", term: t("person.iys"), value: t(`iys.state.${consent?.iysState ?? "none"}`) },
        {
          key: "check",
          term: t("person.check"),
          value:
            check === null
              ? t("person.notChecked")
              : `${t(`iys.answer.${check.answer}`)}, ${t("person.checkedAt", { date: date(check.askedAt) })}`,
        },
      ]}
    />
  );
}

function History({ events, zone, words }: { events: readonly ConsentEventRow[]; zone: string; words: Words }) {
  const t = useTranslations("consent.person");
  const format = useFormatter();
  const date = (at: Date) => format.dateTime(at, "date", { timeZone: zone });
  return (
    <Timeline
      events={events.map(({ kind, createdAt, givenAt, by, words: said }, place) => ({
        key: String(place),
        title: t(`event.${kind}`),
        at: createdAt.toISOString(),
        time: format.dateTime(createdAt, "moment", { timeZone: zone }),
        tone: TONES[kind],
        children: (
          <>
            <span className="muted">
              {by === null ? t("auto") : t("by", { name: by })}
              {givenAt !== null && `, ${t("givenAt", { date: date(givenAt) })}`}
            </span>
            {said !== "" && <span className="block wrap-anywhere">{t("proof", { words: words(said) })}</span>}
          </>
        ),
      }))}
    />
  );
}
