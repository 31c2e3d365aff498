"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { ListPicker } from "#components/compose/list-picker";
import { ListReading } from "#components/compose/list-reading";
import { ListView } from "#components/compose/list-view";
import { useList } from "#components/compose/use-list";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { FormAnswer } from "#components/ui/form-answer";
import type { CorrectList, RowActions } from "../compose/correct-list.ts";
import { useUpload } from "../compose/use-upload.ts";
import { ImportForm } from "./import-form.tsx";

interface ImportDeskProps {
  slug: string;
  correct: CorrectList;
  rows: RowActions;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** A list on its way into the contacts: chosen, looked at and put right, then taken over. */
export function ImportDesk({ slug, correct, rows, action }: ImportDeskProps) {
  const t = useTranslations("contacts.import");
  const [importId, setImportId] = useState<string | null>(null);
  const upload = useUpload(
    slug,
    useCallback((id: string) => setImportId(id), []),
  );
  const { list, readAgain, look } = useList(slug, importId, null);
  const forget = useCallback(() => setImportId(null), []);
  return (
    <>
      <Card>
        <CardHeader title={t("listTitle")} />
        <CardBody className="stack stack-3">
          {importId === null && <ListPicker state={upload.state} onStart={upload.start} onCancel={upload.cancel} />}
          {importId !== null && list === null && <ListReading rows={0} />}
          {list !== null && (
            <ListView
              {...{ slug, list, checkup: null, hasText: false, correct, rows, onMoved: look }}
              purpose="take"
              onReadAgain={readAgain}
              onReplace={forget}
            />
          )}
        </CardBody>
      </Card>
      {list?.state === "ready" && list.kept > 0 && (
        <ImportForm key={`${list.id} ${list.reading}`} list={list} action={action} onStarted={forget} />
      )}
    </>
  );
}
