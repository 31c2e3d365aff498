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
  const flat = (text: string) => ({ text, direction: "flat" }) as const;
  const share = (part: number) =>
    now.sent === 0 ? undefined : flat(t("share", { share: format.number(part / now.sent, "percent") }));
  const figure = (key: "sent" | "delivered" | "lost" | "unknown", change?: KeyFigure["change"]): KeyFigure => ({
    key,
    label: t(key),
    value: format.number(now[key], "count"),
    change,
  });
  const items = [
    figure("sent", now.refused === 0 ? undefined : flat(t("refused", { count: now.refused }))),
    figure("delivered", share(now.delivered)),
    figure("lost", share(now.lost)),
    figure("unknown"),
  ];
  return (
    <Card aria-labelledby="figures">
      <h2 id="figures" className="vh">
        {t("title")}
      </h2>
      <KeyFigures label={t("title")} items={items} />
    </Card>
  );
}
