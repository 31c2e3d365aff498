import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { Composer } from "#components/compose/composer";
import { RefreshBehind } from "#components/connections/refresh-behind";
import { ClientTexts } from "#components/shell/client-texts";
import { isEditable } from "#lib/domain/campaigns/model";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { openPage } from "#lib/gate/page";
import { listContactsAction } from "../../../contacts/actions";
import { readComposer } from "./_parts/read-composer";
import { ReadOnlyDraft } from "./_parts/read-only-draft";
import { SentBackNotice } from "./_parts/sent-back-notice";
import {
  addTestNumberAction,
  confirmTestNumberAction,
  correctListAction,
  declineRepairAction,
  mendRowAction,
  removeTestNumberAction,
  saveDraftAction,
  sendTestAction,
} from "./actions";

interface EditPageProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("compose");
  return { title: t("title") };
}

const rowActions = { mend: mendRowAction, decline: declineRepairAction };

const testActions = {
  add: addTestNumberAction,
  confirm: confirmTestNumberAction,
  remove: removeTestNumberAction,
  send: sendTestAction,
};

export default async function EditPage({ params }: EditPageProps) {
  const { workspace, id } = await params;
  const open = await openPage(workspace, "workspace:read");
  const campaignId = parsePublicId("campaign", id);
  if (campaignId === null) notFound();
  const { askable, ...start } = await readComposer(open, campaignId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "campaign.not_found") notFound();
    throw error;
  });
  const { scope } = open;
  if (!isEditable(start.draft.state)) redirect(`/w/${workspace}/campaigns/${id}`);
  if (!scope.may("campaigns:write")) {
    return <ReadOnlyDraft slug={workspace} draft={start.draft} list={start.list} mayRead={scope.fullNumbers} />;
  }
  const format = await getFormatter();
  return (
    <ClientTexts also={["compose", "imports", "campaigns"]}>
      <RefreshBehind slug={workspace} {...askable} />
      <Composer
        {...start}
        key={start.draft.id}
        slug={workspace}
        zone={scope.zone}
        time={format.dateTime(new Date(), "time", { timeZone: scope.zone })}
        fullNumbers={scope.fullNumbers}
        isHalted={scope.isHalted}
        notice={<SentBackNotice open={open} campaignId={campaignId} state={start.draft.state} />}
        mayTest={scope.may("messages:test")}
        save={saveDraftAction}
        correct={correctListAction}
        rows={rowActions}
        listContacts={listContactsAction}
        testActions={testActions}
      />
    </ClientTexts>
  );
}
