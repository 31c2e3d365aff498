"use client";

import LoaderCircle from "lucide-react/icons/loader-circle";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";

/** A list on its way: how many rows were read so far. */
export function ListReading({ rows }: { rows: number }) {
  const t = useTranslations("compose.who");
  return (
    <div className="note">
      <Icon of={LoaderCircle} className="spin" />
      <div className="grow">
        {/* Said once; the rows that go by are for the eye only. */}
        <span role="status" className={rows === 0 ? undefined : "vh"}>
          {t("readingStart")}
        </span>
        {rows > 0 && <span className="num">{t("reading", { count: rows })}</span>}
        <span className="sm muted block">{t("readingHint")}</span>
      </div>
    </div>
  );
}
