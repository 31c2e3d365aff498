import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/archives/export-menu";
import { AddContactForm } from "#components/contacts/add-contact-form";
import { ContactCampaignButton } from "#components/contacts/contact-campaign-button";
import { ContactTable } from "#components/contacts/contact-table";
import { ClientTexts } from "#components/shell/client-texts";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { NoRows } from "#components/ui/no-rows";
import { PageHead } from "#components/ui/page-head";
import { Pager } from "#components/ui/pager";
import { contactsAddress, isNarrowed } from "#lib/domain/contacts/address";
import { contactPage, usedTags } from "#lib/domain/contacts/queries";
import { ContactFilter } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { readSegment } from "#lib/domain/segments/queries";
import type { SegmentView } from "#lib/domain/segments/rule";
import { type OpenPage, openPage } from "#lib/gate/page";
import { exportContactsAction } from "../exports/actions";
import { SearchForm } from "./_parts/search-form";
import { addContactAction, draftForContactsAction } from "./actions";

interface ContactsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("contacts");
  return { title: t("title") };
}

type Tx = Parameters<Parameters<OpenPage["read"]>[0]>[0];

/** The segment an address names. One that is gone is not found: showing everybody instead would mislead. */
async function segmentOf(tx: Tx, id: string | undefined): Promise<SegmentView | null> {
  if (id === undefined) return null;
  const segmentId = parsePublicId("segment", id);
  if (segmentId === null) notFound();
  return readSegment(tx, segmentId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "segment.not_found") notFound();
    throw error;
  });
}

export default async function ContactsPage({ params, searchParams }: ContactsPageProps) {
  const { workspace } = await params;
  const filter = ContactFilter.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "workspace:read");
  const { page, tags, segment } = await read(async (tx) => {
    const segment = await segmentOf(tx, filter.segment);
    return { page: await contactPage(tx, filter, segment?.rule), tags: await usedTags(tx), segment };
  });
  const { after: _, before: __, ...listed } = filter;
  const language = await getLocale();
  const t = await getTranslations("contacts");
  const path = `/w/${scope.slug}/contacts`;
  const why = isNarrowed(filter) ? "search" : "none";
  const { previous, next } = page;
  return (
    <div className="page stack">
      <ClientTexts also={["contacts", "exports"]}>
        <PageHead title={t("title")} text={t("text")}>
          {scope.may("campaigns:write") && page.rows.length > 0 && (
            <ContactCampaignButton
              filter={filter}
              action={draftForContactsAction.bind(null, scope.slug)}
              slug={scope.slug}
            />
          )}
          {scope.may("contacts:export") && page.rows.length > 0 && (
            <ExportMenu slug={scope.slug} action={exportContactsAction} choice={{ language, filter: listed }} />
          )}
          {scope.may("contacts:write") && <LinkButton href={`${path}/import`}>{t("import.open")}</LinkButton>}
          {scope.may("contacts:write") && (
            <DialogButton
              label={t("add.action")}
              button={{ look: "primary", icon: <Icon of={Plus} size="small" /> }}
              title={t("add.title")}
            >
              <AddContactForm action={addContactAction.bind(null, scope.slug)} path={path} />
            </DialogButton>
          )}
        </PageHead>
        {(page.rows.length > 0 || isNarrowed(filter)) && (
          <SearchForm path={path} filter={filter} tags={tags} segment={segment?.name} />
        )}
        <div className="card">
          {page.rows.length === 0 ? (
            <NoRows place={filter} firstHref={contactsAddress(path, filter, {})}>
              <EmptyState heading="h2" title={t(`empty.${why}.title`)} text={t(`empty.${why}.text`)}>
                {why === "search" ? <LinkButton href={path}>{t("search.clear")}</LinkButton> : undefined}
              </EmptyState>
            </NoRows>
          ) : (
            <ContactTable
              rows={page.rows}
              wholeNumbers={scope.fullNumbers}
              zone={scope.zone}
              hrefOf={(id) => `${path}/${id}`}
            />
          )}
          {(previous !== null || next !== null) && (
            <Pager
              previousHref={previous === null ? undefined : contactsAddress(path, filter, { before: previous })}
              nextHref={next === null ? undefined : contactsAddress(path, filter, { after: next })}
            />
          )}
        </div>
      </ClientTexts>
    </div>
  );
}
