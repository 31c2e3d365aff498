import Plus from "lucide-react/icons/plus";
import { getTranslations } from "next-intl/server";
import { ReleaseButton } from "#components/consent/release-button";
import { SuppressForm } from "#components/consent/suppress-form";
import { SuppressionTable } from "#components/consent/suppression-table";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import type { NumberPage } from "#lib/domain/consent/number-page-queries";
import type { SuppressionRow } from "#lib/domain/consent/rows";
import { addSuppressionsAction, removeSuppressionAction } from "../actions";
import { ListPager } from "./list-pager";
import type { TabProps } from "./tab-props";

/** Who must not be texted, whatever the campaign. */
export async function SuppressionTab({ scope, path, filter, lists, page }: TabProps<NumberPage<SuppressionRow>>) {
  const t = await getTranslations("consent");
  const isEmpty = page.rows.length === 0;
  const release = removeSuppressionAction.bind(null, scope.slug);
  const add = scope.may("consent:write") && (
    <DialogButton
      label={t("suppress.action")}
      button={{ look: "primary", icon: <Icon of={Plus} size="small" /> }}
      title={t("suppress.title")}
      text={t("suppress.text")}
      width="wide"
    >
      <SuppressForm action={addSuppressionsAction.bind(null, scope.slug)} lists={lists} />
    </DialogButton>
  );
  if (isEmpty && !isNarrowed(filter)) {
    return (
      <div className="card">
        <EmptyState heading="h2" title={t("empty.suppression.title")} text={t("empty.suppression.text")}>
          {add}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div className="filters justify-between">
        <p className="sm muted">{t("suppress.rule")}</p>
        {add}
      </div>
      <div className="card">
        {isEmpty ? (
          <EmptyState heading="h2" title={t("empty.search.title")} text={t("empty.search.text")}>
            <LinkButton href={consentAddress(path, filter, { number: null, status: null })}>
              {t("search.clear")}
            </LinkButton>
          </EmptyState>
        ) : (
          <>
            <SuppressionTable
              rows={page.rows}
              wholeNumbers={scope.fullNumbers}
              zone={scope.zone}
              actionOf={
                scope.may("suppression:remove")
                  ? (row) => <ReleaseButton msisdn={row.msisdn} action={release} />
                  : undefined
              }
            />
            <ListPager path={path} filter={filter} page={page} />
          </>
        )}
      </div>
    </>
  );
}
