"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { useLate } from "#components/ui/use-late";
import type { RepairRow } from "#lib/domain/imports/status";
import type { RowActions } from "./correct-list.ts";
import type { ShownList } from "./use-list.tsx";

const loadTable = () => import("./repair-table.tsx").then((module) => module.RepairTable);

/** What may have gone wrong comes first: a spreadsheet's own doing before a person's way of writing. */
const kinds = ["scientific", "decimal", "lost_zero", "spelling"] as const satisfies RepairRow["repair"][];

interface MendedRowsProps {
  slug: string;
  list: ShownList;
  decline: RowActions["decline"];
  onMoved: () => Promise<void>;
}

/** Numbers that had to be mended to be read, by kind, each to be looked at one by one. */
export function MendedRows({ slug, list, decline, onMoved }: MendedRowsProps) {
  const t = useTranslations("imports.repairs");
  const [open, setOpen] = useState<RepairRow["repair"] | null>(null);
  const RepairTable = useLate(loadTable, open !== null);
  const found = kinds.filter((kind) => list.repairs[kind] > 0);
  if (found.length === 0) return null;
  return (
    <div className="stack stack-3">
      <div className="row wrap">
        <span className="sm muted">{t("title")}</span>
        {found.map((kind) => (
          <Button key={kind} small aria-expanded={open === kind} onClick={() => setOpen(open === kind ? null : kind)}>
            {t(`kind.${kind}`, { count: list.repairs[kind] })}
          </Button>
        ))}
      </div>
      {open !== null && RepairTable !== undefined && (
        <RepairTable
          key={`${open} ${list.reading}`}
          url={`/api/w/${slug}/imports/${list.id}/repairs?kind=${open}`}
          onDecline={async (line) => {
            const answer = await decline(slug, { importId: list.id, reading: list.reading, line });
            if (answer.ok) await onMoved();
            return answer;
          }}
        />
      )}
    </div>
  );
}
