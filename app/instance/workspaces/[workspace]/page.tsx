import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { InstanceFrame } from "#components/instance/instance-frame";
import { LimitForm } from "#components/instance/limit-form";
import { LookInside } from "#components/instance/look-inside";
import { ReasonButton } from "#components/instance/reason-button";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import type { WorkspaceLine } from "#lib/domain/instance/queries";
import { openInstance, workspaceLine } from "#lib/gate/operator";
import { PreferenceControls } from "../../../preferences/controls";
import {
  setDailyLimitAction,
  suspendWorkspaceAction,
  unsuspendWorkspaceAction,
  viewWorkspaceAction,
} from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instance.workspaces");
  return { title: t("one") };
}

export default async function InstanceWorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const page = await openInstance(`/instance/workspaces/${slug}`);
  const workspace = await workspaceLine(page, slug);
  if (workspace === null) notFound();
  const t = await getTranslations("instance");
  return (
    <InstanceFrame place="workspaces" controls={<PreferenceControls />} actions={<SuspendButton {...{ workspace }} />}>
      <WorkspaceCard workspace={workspace} />
      <Card>
        <CardHeader title={t("limit.title")} />
        <CardBody>
          <LimitForm limit={workspace.dailyLimit} action={setDailyLimitAction.bind(null, slug)} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("look.title")} />
        <CardBody>
          <LookInside action={viewWorkspaceAction.bind(null, slug)} />
        </CardBody>
      </Card>
    </InstanceFrame>
  );
}

async function WorkspaceCard({ workspace }: { workspace: WorkspaceLine }) {
  const t = await getTranslations("instance.workspaces");
  const format = await getFormatter();
  const { name, slug, suspendedAt, createdAt, members } = workspace;
  const state = suspendedAt === null ? "open" : "suspended";
  return (
    <Card>
      <CardHeader title={name}>
        <Badge tone={suspendedAt === null ? "ok" : "bad"}>{t(state)}</Badge>
      </CardHeader>
      <CardBody>
        <KeyValues
          items={[
            { key: "slug", term: t("address"), value: slug },
            { key: "members", term: t("members"), value: <span className="num">{members}</span> },
            {
              key: "created",
              term: t("created"),
              value: <span className="num">{format.dateTime(createdAt, "date")}</span>,
            },
            ...(suspendedAt === null
              ? []
              : [
                  {
                    key: "suspended",
                    term: t("suspendedSince"),
                    value: <span className="num">{format.dateTime(suspendedAt, "moment")}</span>,
                  },
                ]),
          ]}
        />
      </CardBody>
    </Card>
  );
}

async function SuspendButton({ workspace: { slug, name, suspendedAt } }: { workspace: WorkspaceLine }) {
  const t = await getTranslations("instance");
  if (suspendedAt === null) {
    return (
      <ReasonButton
        label={t("suspend.label")}
        button={{ look: "quiet-danger" }}
        title={t("suspend.title", { name })}
        text={t("suspend.text")}
        done={t("suspend.done", { name })}
        action={suspendWorkspaceAction.bind(null, slug)}
      />
    );
  }
  return (
    <ReasonButton
      label={t("unsuspend.label")}
      button={{ look: "primary" }}
      look="primary"
      title={t("unsuspend.title", { name })}
      text={t("unsuspend.text")}
      done={t("unsuspend.done", { name })}
      action={unsuspendWorkspaceAction.bind(null, slug)}
    />
  );
}
