"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { KeyValues } from "#components/ui/key-values";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { reasonLength, type WorkspaceFigures } from "#lib/domain/instance/model";

interface LookInsideProps {
  action: (form: FormData) => Promise<FormAnswer<WorkspaceFigures>>;
}

/** Shows the figures of a workspace once a reason was given. Each look is one more entry in its history. */
export function LookInside({ action }: LookInsideProps) {
  const t = useTranslations("instance.look");
  const { send, refusal, answer, field } = useFormAnswer(action);
  return (
    <div className="stack">
      <p className="sm muted">{t("text")}</p>
      <form action={send} className="stack stack-3">
        <RefusalLine refusal={refusal} />
        <TextField
          label={t("reason")}
          required
          minLength={reasonLength.fewest}
          maxLength={reasonLength.most}
          autoComplete="off"
          {...field("reason")}
        />
        <div>
          <SubmitButton>{t("submit")}</SubmitButton>
        </div>
      </form>
      {answer?.ok === true && <FigureList figures={answer.result} />}
    </div>
  );
}

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function FigureList({ figures }: { figures: WorkspaceFigures }) {
  const t = useTranslations("instance.look");
  const format = useFormatter();
  const { members, connections, campaigns, countedToday, startedEver, lastStartAt } = figures;
  const count = (value: number) => <span className="num">{format.number(value, "count")}</span>;
  return (
    <div role="status">
      <KeyValues
        items={[
          { key: "members", term: t("members"), value: count(total(members)) },
          { key: "active", term: t("connections"), value: count(connections.active ?? 0) },
          { key: "broken", term: t("needsReconnect"), value: count(connections.needs_reconnect ?? 0) },
          { key: "campaigns", term: t("campaigns"), value: count(total(campaigns)) },
          { key: "today", term: t("countedToday"), value: count(countedToday) },
          { key: "ever", term: t("startedEver"), value: count(startedEver) },
          {
            key: "last",
            term: t("lastStart"),
            value:
              lastStartAt === null ? t("never") : <span className="num">{format.dateTime(lastStartAt, "moment")}</span>,
          },
        ]}
      />
    </div>
  );
}
