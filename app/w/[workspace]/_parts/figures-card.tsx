import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "#components/ui/card";
import { type KeyFigure, KeyFigures } from "#components/ui/figure";
import { lastThirtyDays } from "#lib/domain/campaigns/recent-queries";
import type { OpenPage } from "#lib/gate/page";

/** What became of the campaigns of the last thirty days, in four numbers. */
export async function FiguresCard({ open: { read } }: { open: OpenPage }) {
  const t = await getTranslations("dashboard.figures");
  const format = await getFormatter();
  const now = await read((tx) => lastThirtyDays(tx));
  const accepted = now.delivered + now.waiting;
  const sent = accepted + now.lost;
  const share = (part: number) =>
    sent === 0
      ? undefined
      : ({ text: t("share", { share: format.number(part / sent, "percent") }), direction: "flat" } as const);
  const figure = (key: "sent" | "delivered" | "lost" | "unknown", value: number): KeyFigure => ({
    key,
    label: t(key),
    value: format.number(value, "count"),
    change: key === "sent" || key === "unknown" ? undefined : share(value),
  });
  const items = [figure("sent", sent), figure("delivered", now.delivered), figure("lost", now.lost)];
  return (
    <Card aria-labelledby="figures">
      <h2 id="figures" className="vh">
        {t("title")}
      </h2>
      <KeyFigures label={t("title")} items={[...items, figure("unknown", now.unknown)]} />
    </Card>
  );
}
