import { getTranslations } from "next-intl/server";
import { PersonView } from "#components/consent/person-view";
import { PageHead } from "#components/ui/page-head";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import { personRecord } from "#lib/domain/consent/person-queries";
import { formatMsisdn, maskMsisdn } from "#lib/domain/contacts/model";
import type { OpenPage } from "#lib/gate/page";

interface PersonPageProps extends Pick<OpenPage, "scope" | "read"> {
  /** The person as the address names them. */
  person: string;
}

/** Everything on record about one person's consent. */
export async function PersonPage({ scope, read, person }: PersonPageProps) {
  const t = await getTranslations("consent.person");
  const record = await read(async (tx) => {
    const msisdn = openPerson(tx, person);
    return msisdn === null ? null : personRecord(tx, msisdn);
  });
  const parent = { href: `/w/${scope.slug}/consent`, label: t("back") };
  if (record === null) {
    return (
      <div className="page stack">
        <PageHead title={t("none.title")} text={t("none.text")} parent={parent} />
      </div>
    );
  }
  const number = scope.fullNumbers ? formatMsisdn(record.msisdn) : maskMsisdn(record.msisdn);
  return (
    <div className="page stack">
      <PageHead title={t("title", { number })} parent={parent} />
      <PersonView record={record} wholeNumbers={scope.fullNumbers} zone={scope.zone} />
    </div>
  );
}
