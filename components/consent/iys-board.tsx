import { useFormatter, useTranslations } from "next-intl";
import { PersonLink } from "#components/consent/person-link";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyFigures } from "#components/ui/figure";
import { Table } from "#components/ui/table";
import { type IysAnswer, iysAnswers } from "#lib/domain/consent/iys";
import type { Msisdn } from "#lib/domain/contacts/model";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";

interface Problem {
  readonly msisdn: Msisdn;
  readonly person: string;
  readonly state: "refused" | "late";
  readonly code: string | null;
  readonly givenAt: Date;
}

interface IysBoardProps {
  overview: {
    readonly waiting: readonly { readonly daysLeft: number; readonly people: number }[];
    readonly stoppedBy: string | null;
    readonly registered: number;
    readonly problems: number;
    readonly rows: readonly Problem[];
  };
  path: string;
  wholeNumbers: boolean;
  zone: string;
}

/** What waits for İYS with the days that are left, and what did not get there. */
export function IysBoard({ overview, path, wholeNumbers, zone }: IysBoardProps) {
  const t = useTranslations("consent.iys.queue");
  const codes = useTranslations("provider.code");
  const { waiting, stoppedBy, registered, problems, rows } = overview;
  const format = useFormatter();
  const known = knownProviderCode(stoppedBy);
  const left = (days: number) => (days < 0 ? t("over") : days === 0 ? t("today") : t("left", { days }));
  return (
    <>
      <Card>
        <CardHeader title={t("title")} />
        <CardBody className="stack">
          <p className="sm text-2">{t("text")}</p>
          {stoppedBy !== null && (
            <p className="sm warn-t">{t("stopped", { why: known === null ? stoppedBy : codes(known) })}</p>
          )}
          <KeyFigures
            label={t("title")}
            items={[
              { key: "registered", label: t("registered"), value: format.number(registered, "count") },
              { key: "problems", label: t("problems"), value: format.number(problems, "count") },
            ]}
          />
          {waiting.length === 0 ? (
            <p className="muted">{t("empty")}</p>
          ) : (
            <Table
              caption={t("caption")}
              rows={waiting}
              rowKey={({ daysLeft }) => String(daysLeft)}
              columns={[
                {
                  key: "deadline",
                  header: t("deadline"),
                  cell: ({ daysLeft }) => (
                    <Badge tone={daysLeft < 0 ? "bad" : daysLeft <= 1 ? "warn" : "quiet"}>{left(daysLeft)}</Badge>
                  ),
                },
                {
                  key: "count",
                  header: t("count"),
                  cell: ({ people }) => t("people", { count: people }),
                  onPhone: "end",
                },
              ]}
            />
          )}
        </CardBody>
      </Card>
      {rows.length > 0 && <Problems {...{ rows, path, wholeNumbers, zone, isCut: problems > rows.length }} />}
    </>
  );
}

interface ProblemsProps extends Pick<IysBoardProps, "path" | "wholeNumbers" | "zone"> {
  rows: readonly Problem[];
  isCut: boolean;
}

function Problems({ rows, path, wholeNumbers, zone, isCut }: ProblemsProps) {
  const t = useTranslations("consent.iys.problems");
  const format = useFormatter();
  const why = ({ state, code }: Problem) => t(state === "late" ? "late" : code === "source" ? "source" : "refused");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        <p className="sm text-2">{t("text")}</p>
        <Table
          caption={t("caption")}
          rows={rows.map((row, at) => ({ ...row, key: String(at) }))}
          rowKey={(row) => row.key}
          columns={[
            {
              key: "number",
              header: t("number"),
              cell: ({ msisdn, person }) => <PersonLink {...{ msisdn, person, path, whole: wholeNumbers }} />,
            },
            { key: "why", header: t("why"), cell: why, width: "55%", onPhone: "full" },
            {
              key: "given",
              header: t("given"),
              cell: ({ givenAt }) => format.dateTime(givenAt, "date", { timeZone: zone }),
              onPhone: "labelled",
            },
          ]}
        />
        {isCut && <p className="cap muted">{t("more")}</p>}
      </CardBody>
    </Card>
  );
}

interface IysAnswersProps {
  checks: {
    readonly open: number;
    readonly oldest: Date | null;
    readonly answers: Readonly<Record<IysAnswer, number>>;
  };
  now: Date;
}

/** What İYS answered so far, and how old the oldest answer is. */
export function IysAnswers({ checks: { open, oldest, answers }, now }: IysAnswersProps) {
  const t = useTranslations("consent.iys");
  const format = useFormatter();
  if (oldest === null && open === 0) return <p className="muted">{t("check.none")}</p>;
  return (
    <div className="stack stack-3">
      <KeyFigures
        label={t("check.answers")}
        items={iysAnswers.map((key) => ({
          ...{ key, label: t(`answer.${key}`), value: format.number(answers[key], "count") },
        }))}
      />
      <p className="cap muted">
        {open > 0 && `${t("check.open", { count: open })}${oldest === null ? "" : ", "}`}
        {oldest !== null && t("check.oldest", { age: format.relativeTime(oldest, now) })}
      </p>
    </div>
  );
}
