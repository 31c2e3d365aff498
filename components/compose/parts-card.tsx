"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { BarRow } from "#components/ui/meter";
import { type BarPart, StackedBar } from "#components/ui/stacked-bar";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { segmentFigures } from "#lib/domain/messages/segments";
import type { QuotaOutlook } from "./outlook.tsx";

/** What a draft comes to, once there is somebody to send it to. */
export function EstimateCards({ checkup, quota }: { checkup: Checkup; quota: QuotaOutlook }) {
  if (checkup.people === 0) return null;
  return (
    <>
      <PartsCard checkup={checkup} />
      <QuotaCard checkup={checkup} quota={quota} />
    </>
  );
}

/** How many people get how many parts, over the whole list. */
function PartsCard({ checkup }: { checkup: Checkup }) {
  const t = useTranslations("compose.parts");
  const format = useFormatter();
  const { bySegments, byEncoding } = checkup.estimate;
  const rows = bySegments.flatMap((people, parts) => (people > 0 ? [{ parts, people }] : []));
  const { maxSegments } = segmentFigures;
  return (
    <Card aria-labelledby="parts-title">
      <CardHeader id="parts-title" title={t("title")}>
        <b className="sm num">{t("total", { parts: checkup.parts })}</b>
      </CardHeader>
      <CardBody className="stack stack-3">
        <ul className="stack stack-3">
          {rows.map(({ parts, people }) => {
            const name = parts > maxSegments ? t("above", { parts: maxSegments }) : t("row", { parts });
            const figure = t("people", { count: people });
            return (
              <BarRow
                key={parts}
                name={name}
                figure={figure}
                label={name}
                value={people}
                max={checkup.people}
                valueText={`${figure}, ${format.number(people / Math.max(1, checkup.people), "percent")}`}
              />
            );
          })}
        </ul>
        {byEncoding.ucs2 > 0 && <p className="sm">{t("ucs2", { count: byEncoding.ucs2 })}</p>}
        <p className="hint">{t("note")}</p>
      </CardBody>
    </Card>
  );
}

/** What the campaign takes of the quota, beside what others have been promised. */
function QuotaCard({ checkup, quota }: { checkup: Checkup; quota: QuotaOutlook }) {
  const t = useTranslations("compose.quota");
  const check = checkup.checks.find((one) => one.code === "quota");
  if (quota.remaining === null || check === undefined) return null;
  const free = typeof check.detail.free === "number" ? check.detail.free : quota.remaining;
  const parts: BarPart[] = [
    { key: "this", label: t("this"), value: checkup.people, look: "ink" },
    { key: "held", label: t("held"), value: Math.max(0, quota.remaining - free), look: "hold" },
    { key: "rest", label: t("rest"), value: Math.max(0, free - checkup.people), look: "rest" },
  ];
  return (
    <Card aria-labelledby="quota-title">
      <CardHeader id="quota-title" title={t("title")}>
        <span className="sm num muted">{t("left", { count: quota.remaining })}</span>
      </CardHeader>
      <CardBody>
        <StackedBar label={t("label")} parts={parts} />
      </CardBody>
    </Card>
  );
}
