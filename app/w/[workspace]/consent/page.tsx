import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { KeyFigures } from "#components/ui/figure";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import { consentAddress } from "#lib/domain/consent/address";
import { consentCounts, consentPage, readyLists, suppressionPage } from "#lib/domain/consent/queries";
import { ConsentFilter, consentTabs } from "#lib/domain/consent/schema";
import { openPage } from "#lib/gate/page";
import { ConsentsTab } from "./_parts/consents-tab";
import { SearchForm } from "./_parts/search-form";
import { SuppressionTab } from "./_parts/suppression-tab";

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
  const t = await getTranslations("consent");
  const format = await getFormatter();
  const isSuppression = filter.tab === "suppression";
  const { counts, lists, consents, suppressions } = await read(async (tx) => ({
    counts: await consentCounts(tx),
    lists: scope.may("consent:write") ? await readyLists(tx) : [],
    consents: isSuppression ? null : await consentPage(tx, filter),
    suppressions: isSuppression ? await suppressionPage(tx, filter) : null,
  }));
  const path = `/w/${scope.slug}/consent`;
  const choices = lists.map(({ id, filename, people, createdAt }) => ({
    value: id,
    label: t("people.list_label", {
      name: filename || t("people.pasted"),
      people,
      time: format.dateTime(createdAt, "moment", { timeZone: scope.zone }),
    }),
  }));
  const count = (key: keyof typeof counts) => format.number(counts[key], "count");
  const tab = { scope, path, filter, lists: choices };
  return (
    <div className="page">
      <ClientTexts also={["consent", "imports"]}>
        <div className="stack">
          <PageHead title={t("title")} text={t("text")} />
          <KeyFigures
            label={t("counts.label")}
            items={(["granted", "refused", "suppressed"] as const).map((key) => ({
              ...{ key, label: t(`counts.${key}`), value: count(key) },
            }))}
          />
          <LinkTabs
            label={t("tabs.label")}
            items={consentTabs.map((value) => ({
              href: consentAddress(path, ConsentFilter.parse({}), { tab: value }),
              label: t(`tabs.${value}`),
              isCurrent: filter.tab === value,
            }))}
          />
          <SearchForm action={path} filter={filter} />
          {consents !== null && <ConsentsTab {...tab} page={consents} />}
          {suppressions !== null && <SuppressionTab {...tab} page={suppressions} />}
        </div>
      </ClientTexts>
    </div>
  );
}
