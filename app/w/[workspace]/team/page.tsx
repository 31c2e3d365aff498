import UserPlus from "lucide-react/icons/user-plus";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { InviteForm } from "#components/team/invite-form";
import { InviteTable } from "#components/team/invite-table";
import { LeaveButton } from "#components/team/leave-button";
import { MemberList, MemberTable } from "#components/team/member-table";
import { Button } from "#components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { DialogButton } from "#components/ui/dialog";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";
import { PageHead } from "#components/ui/page-head";
import { approvalPolicy } from "#lib/domain/campaigns/approval-queries";
import type { InviteRow } from "#lib/domain/team/member";
import { invitedRoles, reaches } from "#lib/domain/team/model";
import { listInvites, listMembers } from "#lib/domain/team/queries";
import { instanceFacts } from "#lib/gate/instance";
import { openPage } from "#lib/gate/page";
import type { Scope } from "#lib/gate/scope";
import { LeavingCard, ThresholdCard } from "./_parts/rules";
import {
  changeRoleAction,
  inviteAction,
  leaveTeamAction,
  removeMemberAction,
  resendInviteAction,
  revokeInviteAction,
  setDailyCapAction,
  setSwitchesAction,
  transferOwnershipAction,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team");
  return { title: t("title") };
}

export default async function TeamPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const now = new Date();
  const mayManage = scope.may("team:manage");
  const { members, invites, policy } = await read(async (tx) => ({
    policy: await approvalPolicy(tx),
    members: await listMembers(tx),
    invites: mayManage ? await listInvites(tx, scope.role, now) : [],
  }));
  const t = await getTranslations("team");
  const { slug, workspaceName, role, zone } = scope;
  const isLastOwner = role === "owner" && members.filter((member) => member.role === "owner").length === 1;
  return (
    <div className="page stack">
      <ClientTexts also={["team", "workspaces"]}>
        <PageHead title={t("title")} text={t("text")}>
          {mayManage && <Inviting scope={scope} />}
        </PageHead>
        {mayManage && !instanceFacts().canMail && <Note>{t("invite.noMail")}</Note>}
        <Card>
          <CardHeader title={t("members.title")} count={members.length} />
          {mayManage ? (
            <MemberTable
              {...{ members, zone, now, viewer: role, workspace: workspaceName }}
              actions={{
                changeRole: changeRoleAction.bind(null, slug),
                setSwitches: setSwitchesAction.bind(null, slug),
                setCap: setDailyCapAction.bind(null, slug),
                remove: removeMemberAction.bind(null, slug),
                transfer: transferOwnershipAction.bind(null, slug),
              }}
            />
          ) : (
            <MemberList members={members} />
          )}
          <CardFooter>
            <LeaveButton workspace={workspaceName} isLastOwner={isLastOwner} leave={leaveTeamAction.bind(null, slug)} />
          </CardFooter>
        </Card>
        <div className="cols">
          {mayManage && <Invites invites={invites} slug={slug} now={now} />}
          <div className={mayManage ? "c4 stack" : "c8 stack"}>
            {mayManage && (
              <ThresholdCard
                policy={policy}
                href={scope.may("settings:manage") ? `/w/${slug}/settings/approval` : null}
              />
            )}
            <LeavingCard />
          </div>
        </div>
      </ClientTexts>
    </div>
  );
}

async function Inviting({ scope }: { scope: Scope }) {
  const t = await getTranslations("team.invite");
  const face = { look: "primary", icon: <Icon of={UserPlus} /> } as const;
  if (!instanceFacts().canMail) {
    return (
      <Button {...face} disabled>
        {t("action")}
      </Button>
    );
  }
  return (
    <DialogButton label={t("action")} button={face} title={t("title")} text={t("text")}>
      <InviteForm
        action={inviteAction.bind(null, scope.slug)}
        choices={invitedRoles.filter((role) => reaches(scope.role, role))}
      />
    </DialogButton>
  );
}

async function Invites({ invites, slug, now }: { invites: readonly InviteRow[]; slug: string; now: Date }) {
  const t = await getTranslations("team.invites");
  return (
    <Card className="c8">
      <CardHeader title={t("title")} count={invites.length} />
      {invites.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("none")}</p>
        </CardBody>
      ) : (
        <InviteTable
          {...{ invites, now }}
          resend={resendInviteAction.bind(null, slug)}
          revoke={revokeInviteAction.bind(null, slug)}
        />
      )}
    </Card>
  );
}
