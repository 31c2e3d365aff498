import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { Figures } from "#lib/domain/rollups/model";

interface FunnelCardProps {
  /** Everybody on the list. */
  people: number;
  figures: Figures;
}

/** From everybody on the list to those it reached, with what was lost at each step. */
export function FunnelCard({ people, figures }: FunnelCardProps) {
  const t = useTranslations("report.funnel");
  const { skipped, refused, cancelled, unknown, sent, delivered, lost, waiting } = figures;
  const sendable = people - skipped;
  return (
    <Card className="c7" aria-labelledby="funnel">
      <CardHeader id="funnel" title={t("title")} />
      <CardBody>
        <ol className="funnel">
          <Step label={t("selected")} value={people} of={people} />
          <Step
            label={t("sendable")}
            note={skipped > 0 && t("skipped", { n: skipped })}
            value={sendable}
            of={people}
            rest={{ value: skipped, look: "m-hold" }}
          />
          <Step
            label={t("handed")}
            note={
              <Losses
                items={[
                  { n: refused, key: "refused" },
                  { n: cancelled, key: "cancelled" },
                  { n: unknown, key: "unknown" },
                ]}
              />
            }
            value={sent}
            of={people}
            rest={{ value: refused + cancelled + unknown, look: "m-hold" }}
          />
          <Step
            label={t("delivered")}
            note={
              <Losses
                items={[
                  { n: lost, key: "lost" },
                  { n: waiting, key: "waiting" },
                ]}
              />
            }
            value={delivered}
            of={people}
            look="m-ok"
            rest={{ value: lost, look: "m-bad" }}
          />
        </ol>
      </CardBody>
    </Card>
  );
}

type Loss = "refused" | "cancelled" | "unknown" | "lost" | "waiting";

function Losses({ items }: { items: readonly { n: number; key: Loss }[] }) {
  const t = useTranslations("report.funnel");
  const words = items.filter(({ n }) => n > 0).map(({ n, key }) => t(key, { n }));
  return words.join(", ");
}

interface StepProps {
  label: string;
  note?: ReactNode;
  value: number;
  of: number;
  look?: string | undefined;
  /** What was lost at this step, drawn behind it. */
  rest?: { value: number; look: string } | undefined;
}

function Step({ label, note, value, of, look = "m-ink", rest }: StepProps) {
  const format = useFormatter();
  const width = (part: number) => ({ width: `${of === 0 ? 0 : (part / of) * 100}%` });
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          {label} <span className="muted cap">{note}</span>
        </span>
        <b className="num">{format.number(value, "count")}</b>
        <span className="muted num share">{format.number(of === 0 ? 0 : value / of, "percentFine")}</span>
      </div>
      <span className="sbar" aria-hidden="true">
        {value > 0 && <i className={look} style={width(value)} />}
        {rest !== undefined && rest.value > 0 && <i className={rest.look} style={width(rest.value)} />}
      </span>
    </li>
  );
}
