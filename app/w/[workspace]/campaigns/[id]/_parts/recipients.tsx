import Download from "lucide-react/icons/download";
import { useTranslations } from "next-intl";
import { FilterChips } from "#components/messages/filter-chips";
import { MessageTable, type ShownMessage } from "#components/messages/message-table";
import { Button, buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
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
  isPrepared: boolean;
  wholeNumbers: boolean;
  /** Time zone of the workspace. */
  zone: string;
  /** Address of the CSV file; none for members who may not export. */
  exportHref: string | null;
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
          <TextField
            label={m("filter.number")}
            name="number"
            inputMode="tel"
            autoComplete="off"
            defaultValue={filter.number ?? ""}
          />
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
        {props.exportHref !== null && props.isPrepared && (
          // A download, so the browser fetches it itself: the framework's link would try to open it as a page.
          <a className={buttonClass({ small: true }, "end")} href={props.exportHref} download>
            <Icon of={Download} size="small" />
            {m("export")}
          </a>
        )}
        <FilterChips path={path} filter={filter} />
      </div>
      {rows.length === 0 ? (
        <EmptyState heading="h2" title={props.isPrepared ? t("none") : t("notReady")} />
      ) : (
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
            {t("shown", { n: rows.length })}
          </Pager>
        </>
      )}
    </>
  );
}
