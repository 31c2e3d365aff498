import { getFormatter, getTranslations } from "next-intl/server";
import { ChangedText } from "#components/review/changed-text";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";
import type { Scope } from "#lib/gate/scope";

/** The text as it was submitted, compared with the last approved one. It holds placeholders and nobody's data. */
export async function TextCard({ review, scope }: { review: ReviewView; scope: Scope }) {
  const t = await getTranslations("review.text");
  const format = await getFormatter();
  const { earlier, text, isOwn } = review;
  const mayRead = scope.fullNumbers || isOwn || scope.may("campaigns:approve");
  const time = earlier === null ? "" : format.dateTime(earlier.at, "moment", { timeZone: scope.zone });
  const isSame = earlier?.text === text;
  const kind = earlier?.kind ?? "first";
  const lead = isSame ? t(kind === "approved" ? "same" : "samePrevious", { time }) : t(kind, { time });
  return (
    <Card aria-labelledby="text">
      <CardHeader id="text" title={t("title")} />
      <CardBody className="stack stack-2">
        {mayRead ? (
          <>
            <p className="sm muted">{lead}</p>
            <ChangedText before={earlier?.text ?? text} after={text} />
          </>
        ) : (
          <p className="sm muted">{t("hidden")}</p>
        )}
      </CardBody>
    </Card>
  );
}
