import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import { StackedBar } from "#components/ui/stacked-bar";
import { isEditable } from "#lib/domain/campaigns/model";
import { listCampaigns } from "#lib/domain/campaigns/queries";
import { type CampaignRow, listedProgress, standing } from "#lib/domain/campaigns/report";
import type { OpenPage } from "#lib/gate/page";

const SHOWN = 5;

/** The campaigns that were made last, with how far each is. */
export async function CampaignsCard({ open: { scope, read } }: { open: OpenPage }) {
  const t = await getTranslations("dashboard.campaigns");
  const { rows } = await read((tx) => listCampaigns(tx, "all", {}, SHOWN));
  const path = `/w/${scope.slug}/campaigns`;
  return (
    <Card aria-labelledby="campaigns">
      <CardHeader id="campaigns" title={t("title")}>
        <Link className="sm" href={path}>
          {t("all")}
        </Link>
      </CardHeader>
      {rows.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("empty")}</p>
        </CardBody>
      ) : (
        <ul className="items">
          {rows.map((row) => (
            <Line key={row.id} row={row} path={path} zone={scope.zone} />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Line({ row, path, zone }: { row: CampaignRow; path: string; zone: string }) {
  const t = await getTranslations("dashboard.campaigns");
  const isDraft = isEditable(row.state);
  return (
    <li className="grid grid-cols-1 gap-1.5">
      <div className="row wrap">
        <Link
          className="t trunc text-ink no-underline hover:underline"
          href={isDraft ? `${path}/${row.id}/edit` : `${path}/${row.id}`}
        >
          {row.name}
        </Link>
        <CampaignBadge state={row.state} />
        <span className="end num sm muted nowrap">{t("people", { count: row.people })}</span>
      </div>
      {listedProgress(row) !== null && <Bar row={row} />}
      <div className="row sm muted">
        <Moment at={row.at} zone={zone} />
        <span className="end">{row.sender}</span>
      </div>
    </li>
  );
}

async function Bar({ row }: { row: CampaignRow }) {
  const t = await getTranslations("dashboard.figures");
  const now = standing(row.counts);
  return (
    <StackedBar
      label={row.name}
      size="line"
      legend={false}
      total={row.people}
      parts={[
        { key: "delivered", label: t("delivered"), value: now.delivered, look: "ok" },
        { key: "waiting", label: t("waiting"), value: now.waiting, look: "info" },
        { key: "lost", label: t("lost"), value: now.lost, look: "bad" },
        { key: "unknown", label: t("unknown"), value: now.unknown, look: "warn" },
      ]}
    />
  );
}
