import { getTranslations } from "next-intl/server";
import { ConnectForm } from "#components/connections/connect-form";
import { LinkButton } from "#components/ui/link-button";
import { type FirstStep, StepList } from "#components/workspaces/step-list";
import type { FirstSteps } from "#lib/domain/workspaces/first-steps-queries";
import type { Scope } from "#lib/gate/scope";
import { startConnectAction } from "../connections/actions";

interface FirstStepListProps {
  scope: Scope;
  taken: FirstSteps;
}

/** The five first steps with what takes each; the one button of the page stands at the next step. */
export async function FirstStepList({ scope, taken }: FirstStepListProps) {
  const t = await getTranslations("dashboard.steps");
  const home = `/w/${scope.slug}`;
  const mayConnect = scope.may("connections:manage");
  const mayWrite = scope.may("campaigns:write");
  const steps: FirstStep[] = [
    { key: "workspace", title: t("workspace.title"), text: t("workspace.text", { zone: scope.zone }), isDone: true },
    {
      key: "connect",
      title: t("connect.title"),
      text: t(mayConnect ? "connect.text" : "connect.notYours"),
      time: t("connect.time"),
      isDone: taken.isConnected,
      action: mayConnect && <ConnectStep slug={scope.slug} />,
    },
    {
      key: "sender",
      title: t("sender.title"),
      text: t("sender.text"),
      isDone: taken.hasSender,
      action: <Go href={`${home}/senders`} label={t("sender.action")} />,
    },
    {
      key: "people",
      title: t("people.title"),
      text: t("people.text"),
      time: t("people.time"),
      isDone: taken.hasPeople,
      action: mayWrite && <Go href={`${home}/campaigns/new`} label={t("people.action")} />,
    },
    {
      key: "send",
      title: t("send.title"),
      text: t("send.text"),
      time: t("send.time"),
      isDone: taken.hasSent,
      action: <Go href={`${home}/campaigns`} label={t("send.action")} />,
    },
  ];
  return <StepList steps={steps} />;
}

function Go({ href, label }: { href: string; label: string }) {
  return (
    <LinkButton look="primary" href={href} prefetch={false}>
      {label}
    </LinkButton>
  );
}

async function ConnectStep({ slug }: { slug: string }) {
  const t = await getTranslations("connections.connect");
  const connect = startConnectAction.bind(null, slug);
  return (
    <div className="row wrap gap-2">
      <ConnectForm look="primary" action={connect} returnTo={`/w/${slug}`} label={t("action")} />
      <LinkButton look="quiet" href={`/w/${slug}/connections`} prefetch={false}>
        {t("other")}
      </LinkButton>
    </div>
  );
}
