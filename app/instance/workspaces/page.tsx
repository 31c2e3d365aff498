import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { InstanceFrame } from "#components/instance/instance-frame";
import { Badge } from "#components/ui/badge";
import { Card, CardHeader } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { type Column, Table } from "#components/ui/table";
import { listWorkspaces, type WorkspaceLine } from "#lib/domain/instance/queries";
import { openInstance } from "#lib/gate/operator";
import { PreferenceControls } from "../../preferences/controls";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instance.workspaces");
  return { title: t("title") };
}

export default async function InstanceWorkspacesPage() {
  const { read } = await openInstance("/instance/workspaces");
  const workspaces = await read(listWorkspaces);
  const t = await getTranslations("instance.workspaces");
  const add = (
    <LinkButton look="primary" href="/instance/workspaces/new" icon={<Icon of={Plus} />}>
      {t("create")}
    </LinkButton>
  );
  return (
    <InstanceFrame place="workspaces" controls={<PreferenceControls />} actions={add}>
      <Card>
        <CardHeader title={t("title")} count={workspaces.length} />
        {workspaces.length === 0 ? <EmptyState title={t("none")} /> : <WorkspaceTable workspaces={workspaces} />}
      </Card>
    </InstanceFrame>
  );
}

async function WorkspaceTable({ workspaces }: { workspaces: readonly WorkspaceLine[] }) {
  const t = await getTranslations("instance.workspaces");
  const format = await getFormatter();
  const figure = (value: number | null) => (
    <span className="num">{value === null ? "–" : format.number(value, "count")}</span>
  );
  const columns: Column<WorkspaceLine>[] = [
    {
      key: "name",
      header: t("name"),
      onPhone: "full",
      cell: ({ slug, name }) => (
        <>
          <Link className="strong" href={`/instance/workspaces/${slug}`}>
            {name}
          </Link>
          <p className="sm muted">{slug}</p>
        </>
      ),
    },
    {
      key: "state",
      header: t("state"),
      onPhone: "labelled",
      cell: ({ suspendedAt }) => (
        <Badge tone={suspendedAt === null ? "ok" : "bad"}>{t(suspendedAt === null ? "open" : "suspended")}</Badge>
      ),
    },
    {
      key: "members",
      header: t("members"),
      align: "end",
      onPhone: "labelled",
      cell: ({ members }) => figure(members),
    },
    {
      key: "limit",
      header: t("limit"),
      align: "end",
      onPhone: "labelled",
      cell: ({ dailyLimit }) => figure(dailyLimit),
    },
    {
      key: "created",
      header: t("created"),
      align: "end",
      onPhone: "labelled",
      cell: ({ createdAt }) => <span className="num nowrap muted">{format.dateTime(createdAt, "date")}</span>,
    },
  ];
  return <Table caption={t("title")} columns={columns} rows={workspaces} rowKey={({ id }) => id} />;
}
