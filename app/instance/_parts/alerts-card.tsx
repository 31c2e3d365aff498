import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { CheckList } from "#components/ui/check-list";
import type { Alert } from "#lib/domain/instance/alerts";

const MINUTE_MS = 60_000;

/** What the operator should look at, gravest first. */
export async function AlertsCard({ alerts }: { alerts: readonly Alert[] }) {
  const t = await getTranslations("instance.alerts");
  const lines = alerts.map(({ code, tone, count, ageMs, about }) => {
    const values = { count, minutes: Math.floor((ageMs ?? 0) / MINUTE_MS), about: about ?? "" };
    return {
      ...{ key: `${code} ${about ?? ""}`, state: tone, stateLabel: t(tone) },
      title: t(`${code}.title`, values),
      text: t(`${code}.text`),
    };
  });
  const calm = { key: "calm", state: "ok" as const, stateLabel: t("ok"), title: t("calm") };
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody>
        <CheckList lines={lines.length === 0 ? [calm] : lines} />
      </CardBody>
    </Card>
  );
}
