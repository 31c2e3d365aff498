import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { BlacklistCard } from "#components/consent/blacklist-card";
import { ConsentTable } from "#components/consent/consent-table";
import { OptOutCard } from "#components/consent/opt-out-card";
import { ReleaseButton } from "#components/consent/release-button";
import { SuppressionTable } from "#components/consent/suppression-table";
import { ClientTexts } from "#components/shell/client-texts";
import { Card } from "#components/ui/card";
import { KeyFigures } from "#components/ui/figure";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import { blacklistStates } from "#lib/domain/consent/blacklist-queries";
import { consentCounts, consentPage, optOutCode, readyLists, suppressionPage } from "#lib/domain/consent/queries";
import { ConsentFilter, consentTabs } from "#lib/domain/consent/schema";
import { instanceFacts } from "#lib/gate/instance";
import { openPage } from "#lib/gate/page";
import { AddButton } from "./_parts/add-button";
import { IysTab } from "./_parts/iys-tab";
import { ListCard } from "./_parts/list-card";
import { PersonPage } from "./_parts/person-page";
import { SearchForm } from "./_parts/search-form";
import { removeSuppressionAction } from "./actions";

interface ConsentPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("consent");
  return { title: t("title") };
}

export default async function ConsentPage({ params, searchParams }: ConsentPageProps) {
  const { workspace } = await params;
  const filter = ConsentFilter.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "workspace:read");
  if (filter.person !== undefined) return <PersonPage {...{ scope, read, person: filter.person }} />;
  const { blacklists, code, counts, lists, consents, suppressions } = await read(async (tx) => ({
    blacklists: filter.tab === "suppression" ? await blacklistStates(tx) : null,
    code: await optOutCode(tx),
    counts: await consentCounts(tx),
    lists: scope.may("consent:write") ? await readyLists(tx) : [],
    consents: filter.tab === "consents" ? await consentPage(tx, filter) : null,
    suppressions: filter.tab === "suppression" ? await suppressionPage(tx, filter) : null,
  }));
  const t = await getTranslations("consent");
  const optOutAddress = `${instanceFacts().address}/o/${code}`;
  const format = await getFormatter();
  const { slug, zone, fullNumbers } = scope;
  const path = `/w/${slug}/consent`;
  const choices = lists.map(({ id, filename, people, createdAt }) => ({
    value: id,
    label: t("people.list_label", {
      name: filename || t("people.pasted"),
      people,
      time: format.dateTime(createdAt, "moment", { timeZone: zone }),
    }),
  }));
  const isAnybodyThere = (consents ?? suppressions)?.rows.length !== 0;
  const release = removeSuppressionAction.bind(null, slug);
  return (
    <div className="page stack">
      <ClientTexts also={["consent", "imports"]}>
        <PageHead title={t("title")} text={t("text")}>
          {scope.may("consent:write") && <AddButton scope={scope} tab={filter.tab} lists={choices} />}
        </PageHead>
        <Card>
          <KeyFigures
            label={t("counts.label")}
            items={(["granted", "refused", "suppressed"] as const).map((key) => ({
              ...{ key, label: t(`counts.${key}`), value: format.number(counts[key], "count") },
            }))}
          />
        </Card>
        <LinkTabs
          label={t("tabs.label")}
          items={consentTabs.map((tab) => ({
            href: consentAddress(path, ConsentFilter.parse({}), { tab }),
            label: t(`tabs.${tab}`),
            isCurrent: filter.tab === tab,
          }))}
        />
        {blacklists !== null && blacklists.length > 0 && <BlacklistCard states={blacklists} now={new Date()} />}
        {filter.tab === "suppression" && <OptOutCard address={optOutAddress} />}
        {filter.tab === "iys" && <IysTab scope={scope} read={read} lists={choices} path={path} />}
        {filter.tab !== "iys" && (isAnybodyThere || isNarrowed(filter)) && <SearchForm path={path} filter={filter} />}
        {consents !== null && (
          <ListCard path={path} filter={filter} page={consents}>
            <ConsentTable rows={consents.rows} wholeNumbers={fullNumbers} zone={zone} path={path} />
          </ListCard>
        )}
        {suppressions !== null && (
          <ListCard path={path} filter={filter} page={suppressions}>
            <SuppressionTable
              rows={suppressions.rows}
              wholeNumbers={fullNumbers}
              zone={zone}
              actionOf={
                scope.may("suppression:remove")
                  ? (row) => <ReleaseButton msisdn={row.msisdn} action={release} />
                  : undefined
              }
            />
          </ListCard>
        )}
      </ClientTexts>
    </div>
  );
}
