import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FilterChips } from "#components/messages/filter-chips";
import { MessageTable, type ShownMessage } from "#components/messages/message-table";
import { NothingHere } from "#components/messages/nothing-here";
import { NumberSearch } from "#components/messages/number-search";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { SegmentedLinks } from "#components/ui/segmented";
import { messageAddress } from "#lib/domain/messages/address";
import { type MessageFilter, messageViews } from "#lib/domain/messages/schema";

interface RecipientsProps {
  path: string;
  filter: MessageFilter;
  rows: readonly ShownMessage[];
  previous: string | null;
  next: string | null;
  /** The search stopped before the page was full; the next page goes on with it. */
  isPartial: boolean;
  isPrepared: boolean;
  wholeNumbers: boolean;
  /** Time zone of the workspace. */
  zone: string;
  /** The way to a file of them; nothing for members who may not export. */
  exports: ReactNode;
}

/** The recipients of a campaign with their states, in the order of the list. */
export function Recipients(props: RecipientsProps) {
  const { path, filter, rows, previous, next } = props;
  const t = useTranslations("report.recipients");
  const m = useTranslations("messages");
  return (
    <>
      <div className="filters card-filters items-end">
        <form action={path} method="get" className="row items-end">
          {filter.view !== "all" && <input type="hidden" name="view" value={filter.view} />}
          <NumberSearch filter={filter} />
          <Button type="submit">{m("filter.apply")}</Button>
        </form>
        <SegmentedLinks
          label={m("column.state")}
          items={messageViews.map((view) => ({
            href: messageAddress(path, filter, { view }),
            label: m(`view.${view}`),
            isCurrent: filter.view === view,
          }))}
        />
        {props.exports}
        <FilterChips path={path} filter={filter} />
      </div>
      {rows.length === 0 && (
        <NothingHere path={path} filter={filter} page={props}>
          <EmptyState heading="h2" title={props.isPrepared ? t("none") : t("notReady")} />
        </NothingHere>
      )}
      {rows.length > 0 && (
        <>
          <MessageTable
            kind="campaign"
            caption={t("caption")}
            rows={rows}
            wholeNumbers={props.wholeNumbers}
            zone={props.zone}
            hrefOf={(message) => messageAddress(path, filter, { message })}
            openId={filter.message}
          />
          <Pager
            previousHref={previous === null ? undefined : messageAddress(path, filter, { before: previous })}
            nextHref={next === null ? undefined : messageAddress(path, filter, { after: next })}
          >
            {t("shown", { n: rows.length })} {props.isPartial && m("soFar.more")}
          </Pager>
        </>
      )}
    </>
  );
}
