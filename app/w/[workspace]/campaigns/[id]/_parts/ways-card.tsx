import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import { Note } from "#components/ui/note";
import type { CampaignHead, Progress } from "#lib/domain/campaigns/report";

interface WaysCardProps {
  head: CampaignHead;
  progress: Progress;
  zone: string;
}

/** Of a campaign with two connections: who went where, and why the second took over. */
export function WaysCard({ head, progress, zone }: WaysCardProps) {
  const t = useTranslations("report.ways");
  const format = useFormatter();
  const { second, connectionName, senderName } = head;
  if (second === null) return null;
  const { moved, since, code } = second;
  const way = (name: string, sender: string, people: number) => (
    <>
      <b className="num">{format.number(people, "count")}</b>{" "}
      <span className="muted">{t("via", { name, sender })}</span>
    </>
  );
  return (
    <Card aria-labelledby="ways">
      <CardHeader id="ways" title={t("title")} />
      <CardBody className="stack">
        <KeyValues
          items={[
            {
              key: "first",
              term: t("first"),
              value: way(connectionName ?? "", senderName ?? "", Math.max(0, progress.people - moved)),
            },
            { key: "second", term: t("second"), value: way(second.connectionName, second.senderName, moved) },
          ]}
        />
        <Note>
          {since === null
            ? t("oneByOne")
            : t("givenUp", {
                time: format.dateTime(since, "moment", { timeZone: zone }),
                reason: code === "deferred_too_long" ? "slow" : code === "not_active" ? "closed" : "refused",
                code: code ?? "",
              })}
        </Note>
      </CardBody>
    </Card>
  );
}
