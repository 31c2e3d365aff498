import Download from "lucide-react/icons/download";
import { getFormatter, getTranslations } from "next-intl/server";
import { Badge, type Tone } from "#components/ui/badge";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { Meter } from "#components/ui/meter";
import { type Column, Table } from "#components/ui/table";
import { type ArchiveState, isOpen, type ShownArchive } from "#lib/domain/archives/model";

interface ArchiveTableProps {
  archives: readonly ShownArchive[];
  slug: string;
  zone: string;
}

const tones: Readonly<Record<ArchiveState, Tone>> = {
  ...{ waiting: "info", building: "info", ready: "ok", failed: "bad", expired: "quiet" },
};
const MEGABYTE = 1_000_000;

/** The latest archives, with what can be downloaded and how far the one in the making is. */
export async function ArchiveTable({ archives, slug, zone }: ArchiveTableProps) {
  const t = await getTranslations("settings.export");
  const format = await getFormatter();
  const moment = (at: Date) => format.dateTime(at, "moment", { timeZone: zone });
  const size = (bytes: number) => t("megabytes", { size: Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10) });
  const columns: Column<ShownArchive>[] = [
    { key: "created", header: t("created"), cell: ({ createdAt }) => moment(createdAt) },
    {
      key: "state",
      header: t("state"),
      cell: ({ state }) => (
        <Badge tone={tones[state]} dot={state === "building" ? "live" : "steady"}>
          {t(`states.${state}`)}
        </Badge>
      ),
      onPhone: "end",
    },
    {
      ...{ key: "rows", header: t("rows"), align: "end", onPhone: "labelled", phoneLabel: t("rows") },
      cell: ({ rows }) => format.number(rows, "count"),
    },
    {
      key: "file",
      header: t("get"),
      cell: (archive) => {
        if (archive.state === "ready") {
          return (
            <span className="row wrap">
              <LinkButton
                small
                icon={<Icon of={Download} size="small" />}
                href={`/api/w/${slug}/archives/${archive.id}`}
              >
                {t("download")}
              </LinkButton>
              <span className="sm muted">
                {size(archive.bytes)} · {t("until", { time: moment(archive.expiresAt) })}
              </span>
            </span>
          );
        }
        if (!isOpen(archive)) return "–";
        const words = t("progress", { done: archive.filesDone, files: archive.files });
        return <Meter label={t("title")} value={archive.filesDone} max={archive.files} valueText={words} />;
      },
      onPhone: "full",
    },
  ];
  return <Table caption={t("latest")} columns={columns} rows={archives} rowKey={({ id }) => id} />;
}
