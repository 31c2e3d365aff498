import Download from "lucide-react/icons/download";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge";
import { buttonClass } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { Meter } from "#components/ui/meter";
import { type Column, Table } from "#components/ui/table";
import { type ArchiveState, isOpen, type ShownArchive } from "#lib/domain/archives/model";
import { NarrowedLine } from "./narrowed-line.tsx";

interface ArchiveTableProps {
  archives: readonly ShownArchive[];
  slug: string;
  zone: string;
  /** Whether they are of different things, so that each says what it is of. */
  isMixed?: boolean;
}

const tones: Readonly<Record<ArchiveState, Tone>> = {
  ...{ waiting: "info", building: "info", ready: "ok", failed: "bad", expired: "quiet" },
};
const MEGABYTE = 1_000_000;

/** Files made to be downloaded, with how far the ones in the making are, and why one could not be made. */
export function ArchiveTable({ archives, slug, zone, isMixed = false }: ArchiveTableProps) {
  const t = useTranslations("exports");
  const format = useFormatter();
  const what: Column<ShownArchive> = {
    key: "what",
    header: t("what"),
    cell: ({ kind, name, format: ending, narrowed }) => (
      <>
        <b>{name === "" ? t(`kind.${kind}`) : name}</b>
        <span className="block sm muted">
          {[...(name === "" ? [] : [t(`kind.${kind}`)]), ending.toUpperCase()].join(" · ")}
        </span>
        {narrowed !== null && <NarrowedLine narrowed={narrowed} />}
      </>
    ),
  };
  const columns: Column<ShownArchive>[] = [
    ...(isMixed ? [what] : []),
    {
      ...{ key: "created", header: t("created"), width: "fit", onPhone: "labelled" },
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">{format.dateTime(createdAt, "moment", { timeZone: zone })}</span>
      ),
    },
    {
      key: "state",
      header: t("state"),
      cell: ({ state }) => (
        <Badge tone={tones[state]} dot={state === "building" ? "live" : "steady"}>
          {t(`states.${state}`)}
        </Badge>
      ),
      onPhone: "corner",
    },
    {
      ...{ key: "rows", header: t("rows"), align: "end", onPhone: "labelled" },
      cell: ({ state, rows }) => (state === "failed" || state === "waiting" ? "–" : format.number(rows, "count")),
    },
    {
      key: "file",
      header: t("file"),
      cell: (archive) => <FileCell archive={archive} slug={slug} zone={zone} />,
      onPhone: "full",
    },
  ];
  return <Table caption={t("caption")} columns={columns} rows={archives} rowKey={({ id }) => id} />;
}

function FileCell({ archive, slug, zone }: { archive: ShownArchive; slug: string; zone: string }) {
  const t = useTranslations("exports");
  const format = useFormatter();
  const { state, refusal, rows, expected } = archive;
  if (state === "failed") return <span className="sm">{t(`refusal.${refusal ?? "internal"}`)}</span>;
  if (isOpen(archive)) {
    const words = t("progress", { rows, expected });
    return (
      <>
        <Meter label={t("caption")} value={rows} max={Math.max(expected, rows, 1)} valueText={words} />
        <span className="block sm muted num">{words}</span>
      </>
    );
  }
  if (state !== "ready") return <span className="sm muted">{t("gone")}</span>;
  const size = t("megabytes", { size: Math.max(0.1, Math.round(archive.bytes / (MEGABYTE / 10)) / 10) });
  const until = format.dateTime(archive.expiresAt, "moment", { timeZone: zone });
  return (
    <span className="row wrap">
      {/* A download, so the browser fetches it itself: the framework's link would try to open it as a page. */}
      <a className={buttonClass({ small: true })} href={`/api/w/${slug}/archives/${archive.id}`} download>
        <Icon of={Download} size="small" />
        {t("download")}
      </a>
      <span className="sm muted">
        {size} · {t("until", { time: until })}
      </span>
    </span>
  );
}
