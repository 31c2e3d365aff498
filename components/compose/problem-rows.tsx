"use client";

import Download from "lucide-react/icons/download";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { useLate } from "#components/ui/use-late";
import type { RowActions } from "./correct-list.ts";

const loadTable = () => import("./reject-table.tsx").then((module) => module.RejectTable);

interface ProblemRowsProps {
  slug: string;
  importId: string;
  reading: number;
  /** How many rows were declined so far, which stand among these since. */
  declined: number;
  mend: RowActions["mend"];
  onMoved: () => Promise<void>;
}

/** The rows of a list that were left out, page by page, to be mended in place, with a file of all of them. */
export function ProblemRows({ slug, importId, reading, declined, mend, onMoved }: ProblemRowsProps) {
  const t = useTranslations("imports.problems");
  const words = useTranslations("compose.problems");
  const [isOpen, setOpen] = useState(false);
  const RejectTable = useLate(loadTable, isOpen);
  const url = `/api/w/${slug}/imports/${importId}`;
  return (
    <div className="stack stack-3">
      <div className="acts">
        <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words("open")}
        </Button>
        <a className="btn btn-s btn-q" href={`${url}/rejects.csv`} download>
          <Icon of={Download} size="small" />
          {t("download")}
        </a>
      </div>
      {isOpen && RejectTable !== undefined && (
        <RejectTable
          key={`${reading} ${declined}`}
          url={`${url}/rejects`}
          onMend={async (line, number) => {
            const answer = await mend(slug, { importId, reading, line, number });
            if (answer.ok && answer.result.kind === "kept") await onMoved();
            return answer;
          }}
        />
      )}
    </div>
  );
}
