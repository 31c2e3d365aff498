import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportDesk } from "#components/contacts/import-desk";
import { ImportTable } from "#components/contacts/import-table";
import { RevertImportButton } from "#components/contacts/revert-import-button";
import { ClientTexts } from "#components/shell/client-texts";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { PageHead } from "#components/ui/page-head";
import { WatchState } from "#components/ui/watch-state";
import { latestContactImports } from "#lib/domain/contacts/contact-import-queries";
import { openPage } from "#lib/gate/page";
import { correctListAction, declineRepairAction, mendRowAction } from "../../campaigns/[id]/edit/actions";
import { importContactsAction, revertImportAction } from "../actions";

interface ImportPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("contacts.import");
  return { title: t("title") };
}

export default async function ImportPage({ params }: ImportPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "contacts:write");
  const rows = await read((tx) => latestContactImports(tx));
  const t = await getTranslations("contacts");
  const { slug, zone } = scope;
  const revert = revertImportAction.bind(null, slug);
  const isBusy = rows.some(({ state }) => state === "adding" || state === "reverting");
  return (
    <div className="page stack">
      <ClientTexts also={["contacts", "compose", "imports"]}>
        <PageHead
          title={t("import.title")}
          text={t("import.text")}
          parent={{ href: `/w/${slug}/contacts`, label: t("title") }}
        />
        <ImportDesk
          slug={slug}
          correct={correctListAction}
          rows={{ mend: mendRowAction, decline: declineRepairAction }}
          action={importContactsAction.bind(null, slug)}
        />
        <Card>
          <CardHeader title={t("import.recent")} />
          {rows.length === 0 ? (
            <CardBody>
              <p className="muted">{t("import.none")}</p>
            </CardBody>
          ) : (
            <ImportTable
              rows={rows}
              zone={zone}
              actionOf={({ id, filename, isRevertible }) =>
                isRevertible && (
                  <RevertImportButton
                    {...{ contactImportId: id, name: filename || t("import.pasted"), action: revert }}
                  />
                )
              }
            />
          )}
        </Card>
        {isBusy && <WatchState />}
      </ClientTexts>
    </div>
  );
}
