"use client";

import ArrowRight from "lucide-react/icons/arrow-right";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import type { Column } from "#components/ui/table";
import { toast } from "#components/ui/toast";
import type { RepairRow } from "#lib/domain/imports/status";
import type { Answer } from "./answers.ts";
import { RowPages } from "./row-pages.tsx";
import { usePages } from "./use-pages.ts";

interface RepairTableProps {
  url: string;
  onDecline: (line: number) => Promise<Answer<null>>;
}

/** Mended numbers of one kind: what stood there, what it was read as, and leaving it out. */
export function RepairTable({ url, onDecline }: RepairTableProps) {
  const t = useTranslations("imports");
  const { page, isFirst, hasFailed, load, again } = usePages<RepairRow>(url);
  const [busy, setBusy] = useState<number | null>(null);
  const decline = async (line: number) => {
    setBusy(line);
    const answer = await onDecline(line);
    if (answer.ok) await again();
    else toast({ tone: "bad", text: answer.error.message });
    setBusy(null);
  };
  const columns: Column<RepairRow>[] = [
    { key: "line", header: t("problems.line"), cell: (row) => <span className="num">{row.line}</span>, width: "72px" },
    {
      key: "raw",
      header: t("repairs.was"),
      onPhone: "full",
      cell: (row) => (
        <span className="row wrap">
          <span className="mono break-anywhere muted">{row.raw}</span>
          <Icon of={ArrowRight} size="small" />
          <span className="num nowrap strong">{row.number}</span>
        </span>
      ),
    },
    {
      key: "act",
      header: t("repairs.act"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      cell: (row) => (
        <Button
          small
          look="quiet"
          busy={busy === row.line}
          aria-label={t("repairs.declineLine", { line: row.line })}
          onClick={() => void decline(row.line)}
        >
          {t("repairs.decline")}
        </Button>
      ),
    },
  ];
  return (
    <RowPages
      caption={t("repairs.caption")}
      {...{ columns, page, isFirst, hasFailed }}
      onLoad={(after) => void load(after)}
    />
  );
}
