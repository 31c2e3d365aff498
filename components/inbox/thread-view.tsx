import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody } from "#components/ui/card";
import { Timeline } from "#components/ui/timeline";
import { replyFate, type ThreadText } from "#lib/domain/inbox/model";

/** What was said and noted, oldest first. Texts of others are shown as text and nothing else. */
export function ThreadView({ texts, zone }: { texts: readonly ThreadText[]; zone: string }) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  return (
    <Card>
      <CardBody className="pt-5">
        <Timeline
          events={texts.map(({ key, isOurs, isNote, by, text, at, state }) => ({
            key,
            title: isNote
              ? by === null
                ? t("noteOf")
                : t("noteBy", { name: by })
              : t(isOurs ? `reply.fate.${state === null ? "ours" : replyFate(state)}` : "theirs"),
            at: at.toISOString(),
            time: format.dateTime(at, "moment", { timeZone: zone }),
            tone: isOurs ? undefined : "now",
            children: <span className="whitespace-pre-line wrap-anywhere">{text}</span>,
          }))}
        />
      </CardBody>
    </Card>
  );
}
