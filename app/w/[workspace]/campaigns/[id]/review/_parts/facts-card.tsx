import { getFormatter, getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";

/** What is being decided about, in figures. */
export async function FactsCard({ review }: { review: ReviewView }) {
  const t = await getTranslations("review.facts");
  const kinds = await getTranslations("campaigns.kind");
  const format = await getFormatter();
  const { startAt, startZone, spreadHours, perMinute } = review;
  const pace =
    spreadHours !== null
      ? t("spread", { hours: spreadHours })
      : perMinute !== null
        ? t("perMinute", { count: perMinute })
        : null;
  const { people, parts, senderName, kind, connectionName, needsTwo, hash } = review;
  const { second, fallback, isKept } = review;
  return (
    <Card className="first-m" aria-labelledby="facts">
      <CardHeader id="facts" title={t("title")} />
      <CardBody>
        <KeyValues
          items={[
            { key: "people", term: t("people"), value: <b>{format.number(people, "count")}</b> },
            { key: "parts", term: t("parts"), value: <b>{format.number(parts, "count")}</b> },
            { key: "sender", term: t("sender"), value: senderName },
            { key: "kind", term: t("kind"), value: kinds(kind) },
            { key: "connection", term: t("connection"), value: connectionName },
            ...(second === null ? [] : [{ key: "second", term: t("second"), value: second }]),
            ...(fallback === null ? [] : [{ key: "fallback", term: t("fallback"), value: fallback }]),
            ...(isKept ? [{ key: "kept", term: t("kept"), value: t("keptYes") }] : []),
            {
              key: "start",
              term: t("start"),
              value:
                startAt === null || startZone === null
                  ? t("startNow")
                  : format.dateTime(startAt, "exact", { timeZone: startZone }),
            },
            ...(pace === null ? [] : [{ key: "pace", term: t("pace"), value: pace }]),
            { key: "two", term: t("two"), value: t(needsTwo ? "twoYes" : "twoNo") },
            { key: "hash", term: t("hash"), value: <code className="break-all">{hash.slice(0, 16)}</code> },
          ]}
        />
      </CardBody>
    </Card>
  );
}
