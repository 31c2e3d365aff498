import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { PersonView } from "#components/consent/person-view";
import { EditContactForm } from "#components/contacts/edit-contact-form";
import { StandingBadge } from "#components/contacts/standing-badge";
import { ClientTexts } from "#components/shell/client-texts";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { DeleteButton } from "#components/ui/delete-button";
import { KeyValues } from "#components/ui/key-values";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { withoutNumbers } from "#lib/domain/consent/model";
import { personRecord } from "#lib/domain/consent/person-queries";
import type { PersonRecord } from "#lib/domain/consent/rows";
import { type ContactRow, fieldLines } from "#lib/domain/contacts/contact";
import { formatMsisdn, type Msisdn, maskMsisdn } from "#lib/domain/contacts/model";
import { contactById } from "#lib/domain/contacts/queries";
import { parsePublicId } from "#lib/domain/ids";
import { openPage } from "#lib/gate/page";
import { deleteContactAction, editContactAction } from "../actions";

interface ContactPageProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("contacts");
  return { title: t("title") };
}

export default async function ContactPage({ params }: ContactPageProps) {
  const { workspace, id } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const contactId = parsePublicId("contact", id);
  const { contact, record, merged } = await read(async (tx) => {
    const found = contactId === null ? null : await contactById(tx, contactId);
    const merged: MergedNumber[] = [];
    for (const msisdn of found?.mergedMsisdns ?? []) merged.push({ msisdn, record: await personRecord(tx, msisdn) });
    return { contact: found, record: found === null ? null : await personRecord(tx, found.msisdn), merged };
  });
  if (contact === null) notFound();
  const t = await getTranslations("contacts");
  const format = await getFormatter();
  const { slug, zone, fullNumbers } = scope;
  const path = `/w/${slug}/contacts`;
  const number = fullNumbers ? formatMsisdn(contact.msisdn) : maskMsisdn(contact.msisdn);
  const called = contact.name === "" ? number : contact.name;
  const moment = (at: Date) => format.dateTime(at, "moment", { timeZone: zone });
  return (
    <div className="page stack">
      <ClientTexts also={["contacts"]}>
        <PageHead
          title={called}
          text={number}
          parent={{ href: path, label: t("title") }}
          state={<StandingBadge consent={contact.consent} isSuppressed={contact.isSuppressed} />}
        >
          {scope.may("contacts:write") && (
            <LinkButton href={`${path}/${contact.id}/merge`}>{t("merge.open")}</LinkButton>
          )}
          {scope.may("contacts:write") && (
            <DeleteButton
              {...{ label: t("delete.action"), title: t("delete.title", { name: called }), text: t("delete.text") }}
              {...{
                confirmLabel: t("delete.confirm"),
                done: t("delete.done"),
                path,
                hidden: { contactId: contact.id },
              }}
              action={deleteContactAction.bind(null, slug)}
            />
          )}
        </PageHead>
        <div className="cols">
          <Card className={record === null ? "c8" : "c12"}>
            <CardHeader title={t("detail.about")} />
            <CardBody className="stack stack-3">
              {scope.may("contacts:write") ? (
                <EditContactForm
                  {...{ contactId: contact.id, version: contact.version }}
                  start={{
                    name: contact.name,
                    tags: contact.tags.join(", "),
                    listType: contact.listType ?? "",
                    fields: fullNumbers ? fieldLines(contact.fields) : null,
                  }}
                  action={editContactAction.bind(null, slug)}
                />
              ) : (
                <About contact={contact} />
              )}
              {!fullNumbers && <Fields contact={contact} />}
              <p className="sm muted">
                {t("detail.version", { added: moment(contact.createdAt), changed: moment(contact.updatedAt) })}
              </p>
            </CardBody>
          </Card>
          {record === null && (
            <Card className="c4">
              <CardHeader title={t("detail.standing")} />
              <CardBody>
                <p className="muted">{t("detail.nothing")}</p>
              </CardBody>
            </Card>
          )}
        </div>
        {record !== null && <PersonView record={record} wholeNumbers={fullNumbers} zone={zone} />}
        <MergedNumbers merged={merged} fullNumbers={fullNumbers} zone={zone} />
      </ClientTexts>
    </div>
  );
}

interface MergedNumber {
  readonly msisdn: Msisdn;
  readonly record: PersonRecord | null;
}

interface MergedNumbersProps {
  merged: readonly MergedNumber[];
  fullNumbers: boolean;
  zone: string;
}

/** What stands on record about the other numbers of the person. */
async function MergedNumbers({ merged, fullNumbers, zone }: MergedNumbersProps) {
  const t = await getTranslations("contacts.detail");
  return merged.map(({ msisdn, record }) => (
    <section key={msisdn} className="stack">
      <h2>{t("merged", { number: fullNumbers ? formatMsisdn(msisdn) : maskMsisdn(msisdn) })}</h2>
      {record === null ? (
        <p className="muted">{t("mergedNothing")}</p>
      ) : (
        <PersonView record={record} wholeNumbers={fullNumbers} zone={zone} />
      )}
    </section>
  ));
}

async function About({ contact }: { contact: ContactRow }) {
  const t = await getTranslations("contacts");
  return (
    <KeyValues
      items={[
        { key: "name", term: t("form.name"), value: contact.name === "" ? t("noName") : contact.name },
        { key: "tags", term: t("form.tags"), value: contact.tags.join(", ") || t("detail.noTags") },
        { key: "list", term: t("form.list"), value: t(`list.${contact.listType ?? "brand"}`) },
      ]}
    />
  );
}

/** The fields for members who may not see numbers whole: digits as long as a number are left out. */
async function Fields({ contact }: { contact: ContactRow }) {
  const t = await getTranslations("contacts");
  const entries = Object.entries(contact.fields);
  if (entries.length === 0) return <p className="sm muted">{t("detail.noFields")}</p>;
  return <KeyValues items={entries.map(([term, value]) => ({ key: term, term, value: withoutNumbers(value) }))} />;
}
