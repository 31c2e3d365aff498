import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ContactTable } from "#components/contacts/contact-table";
import { MergeForm } from "#components/contacts/merge-form";
import { ClientTexts } from "#components/shell/client-texts";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { withoutNumbers } from "#lib/domain/consent/model";
import type { ContactRow } from "#lib/domain/contacts/contact";
import { formatMsisdn, maskMsisdn } from "#lib/domain/contacts/model";
import { contactById, contactPage } from "#lib/domain/contacts/queries";
import { MergeFilter } from "#lib/domain/contacts/schema";
import { parsePublicId } from "#lib/domain/ids";
import { openPage } from "#lib/gate/page";
import { SearchForm } from "../../_parts/search-form";
import { mergeContactsAction } from "../../actions";

interface MergePageProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const CANDIDATES = 10;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("contacts.merge");
  return { title: t("title") };
}

export default async function MergePage({ params, searchParams }: MergePageProps) {
  const { workspace, id } = await params;
  const { search, other: otherId } = MergeFilter.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "contacts:write");
  const contactId = parsePublicId("contact", id);
  const wantedId = otherId === undefined ? null : parsePublicId("contact", otherId);
  const { contact, other, found } = await read(async (tx) => {
    const contact = contactId === null ? null : await contactById(tx, contactId);
    const other = wantedId === null || otherId === id ? null : await contactById(tx, wantedId);
    // Before anything is looked for: those who share the first name.
    const words = search ?? contact?.name.split(" ")[0] ?? "";
    const page = await contactPage(tx, { search: words }, null, CANDIDATES + 1);
    return { contact, other, found: words === "" ? [] : page.rows.filter((row) => row.id !== id) };
  });
  if (contact === null || (wantedId !== null && other === null)) notFound();
  const t = await getTranslations("contacts");
  const { slug, zone, fullNumbers } = scope;
  const list = `/w/${slug}/contacts`;
  const path = `${list}/${contact.id}/merge`;
  const shown = (row: ContactRow) => shownContact(row, fullNumbers);
  const called = (row: ContactRow) => (row.name === "" ? shown(row).number : row.name);
  return (
    <div className="page stack">
      <ClientTexts also={["contacts"]}>
        <PageHead
          title={t("merge.title")}
          text={t("merge.text", { name: called(contact) })}
          parent={{ href: `${list}/${contact.id}`, label: called(contact) }}
        >
          {other !== null && <LinkButton href={path}>{t("merge.back")}</LinkButton>}
        </PageHead>
        {other === null ? (
          <Card>
            <CardHeader title={t("merge.searchTitle")} />
            <CardBody>
              <SearchForm path={path} filter={{ search }} tags={[]} />
            </CardBody>
            {found.length === 0 ? (
              <CardBody>
                <p className="muted">{t("merge.none")}</p>
              </CardBody>
            ) : (
              <ContactTable
                rows={found.slice(0, CANDIDATES)}
                wholeNumbers={fullNumbers}
                zone={zone}
                caption={t("merge.caption")}
                hrefOf={(candidate) => `${path}?other=${candidate}`}
              />
            )}
          </Card>
        ) : (
          <MergeForm
            key={`${contact.version} ${other.version}`}
            kept={shown(contact)}
            gone={shown(other)}
            path={`${list}/${contact.id}`}
            action={mergeContactsAction.bind(null, slug)}
          />
        )}
      </ClientTexts>
    </div>
  );
}

/** A contact as the member may see it: a field may hold a number. */
function shownContact(row: ContactRow, fullNumbers: boolean) {
  const { id, version, name, tags, listType, consent, isSuppressed } = row;
  const fields = Object.entries(row.fields).map(([field, value]) => [
    field,
    fullNumbers ? value : withoutNumbers(value),
  ]);
  return {
    ...{ id, version, name, tags, listType, consent, isSuppressed, fields: Object.fromEntries(fields) },
    number: fullNumbers ? formatMsisdn(row.msisdn) : maskMsisdn(row.msisdn),
  };
}
