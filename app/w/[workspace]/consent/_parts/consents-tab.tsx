import Plus from "lucide-react/icons/plus";
import { getTranslations } from "next-intl/server";
import { ConsentTable } from "#components/consent/consent-table";
import { RecordForm } from "#components/consent/record-form";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { SegmentedLinks } from "#components/ui/segmented";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import { consentStatuses, dayIn } from "#lib/domain/consent/model";
import type { NumberPage } from "#lib/domain/consent/number-page-queries";
import type { ConsentRow } from "#lib/domain/consent/rows";
import { recordConsentsAction, recordRefusalsAction } from "../actions";
import { ListPager } from "./list-pager";
import type { TabProps } from "./tab-props";

/** Who consented and who refused. */
export async function ConsentsTab({ scope, path, filter, lists, page }: TabProps<NumberPage<ConsentRow>>) {
  const t = await getTranslations("consent");
  const isEmpty = page.rows.length === 0;
  const record = scope.may("consent:write") && (
    <DialogButton
      label={t("record.action")}
      button={{ look: "primary", icon: <Icon of={Plus} size="small" /> }}
      title={t("record.title")}
      width="wide"
    >
      <RecordForm
        actions={{
          granted: recordConsentsAction.bind(null, scope.slug),
          refused: recordRefusalsAction.bind(null, scope.slug),
        }}
        lists={lists}
        today={dayIn(scope.zone, new Date())}
      />
    </DialogButton>
  );
  if (isEmpty && !isNarrowed(filter)) {
    return (
      <div className="card">
        <EmptyState heading="h2" title={t("empty.consents.title")} text={t("empty.consents.text")}>
          {record}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div className="filters justify-between">
        <SegmentedLinks
          label={t("column.status")}
          items={[undefined, ...consentStatuses].map((status) => ({
            href: consentAddress(path, filter, { status }),
            label: t(status === undefined ? "status.all" : `status.${status}`),
            isCurrent: filter.status === status,
          }))}
        />
        {record}
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
            <ConsentTable rows={page.rows} wholeNumbers={scope.fullNumbers} zone={scope.zone} />
            <ListPager path={path} filter={filter} page={page} />
          </>
        )}
      </div>
    </>
  );
}
