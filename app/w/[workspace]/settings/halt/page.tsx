import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HaltButton, LiftButton } from "#components/shell/stop-buttons";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { currentStop } from "#lib/domain/workspaces/settings-queries";
import { openPage } from "#lib/gate/page";
import { haltSendingAction, resumeSendingAction } from "../../actions";
import { SettingsFrame } from "../_parts/settings-frame";

interface HaltPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function HaltPage({ params }: HaltPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "sending:halt");
  const stop = await read((tx) => currentStop(tx));
  const t = await getTranslations("settings.halt");
  const { slug } = scope;
  const mayLift = scope.may("sending:resume") && stop?.deleteAt === null;
  return (
    <SettingsFrame scope={scope} section="halt">
      <Card>
        <CardHeader title={t("title")}>
          <Badge tone={stop === null ? "ok" : "bad"} dot="steady">
            {t(stop === null ? "open" : "stopped")}
          </Badge>
        </CardHeader>
        <CardBody className="stack">
          <p className="sm">{t(stop === null ? "openText" : "stoppedText")}</p>
          <div className="row">
            {stop === null && (
              <HaltButton action={haltSendingAction.bind(null, slug, {})} button={{ look: "danger" }} />
            )}
            {mayLift && <LiftButton action={resumeSendingAction.bind(null, slug, {})} button={{ look: "primary" }} />}
          </div>
        </CardBody>
      </Card>
    </SettingsFrame>
  );
}
