import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileCard } from "#components/otp/profile-card";
import { ProfileForm } from "#components/otp/profile-form";
import { ClientTexts } from "#components/shell/client-texts";
import { Card } from "#components/ui/card";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { formatMsisdn } from "#lib/domain/contacts/model";
import { listProfiles } from "#lib/domain/otp/queries";
import { listSenders } from "#lib/domain/senders/queries";
import { isUsableSender } from "#lib/domain/senders/usable";
import { ownNumbers } from "#lib/domain/test-sends/queries";
import { openPage } from "#lib/gate/page";
import { removeProfileAction, saveProfileAction, tryCodeAction, verifyCodeAction } from "./actions";

interface OtpPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("otp");
  return { title: t("title") };
}

export default async function OtpPage({ params }: OtpPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const { slug } = scope;
  const { profiles, senders, numbers } = await read(async (tx) => ({
    profiles: await listProfiles(tx),
    senders: (await listSenders(tx)).filter(({ isListed, status }) => isListed && isUsableSender(status)),
    numbers: (await ownNumbers(tx)).filter(({ isVerified }) => isVerified),
  }));
  const t = await getTranslations("otp");
  const choices = senders.map(({ id, name, connectionId, connectionName, providerCode }) => {
    // One name may stand behind several companies of a connection.
    const isTwice = senders.filter((one) => one.name === name && one.connectionId === connectionId).length > 1;
    const beside = [connectionName, isTwice ? providerCode : ""].filter((part) => part !== "").join(", ");
    return { value: id, label: beside === "" ? name : `${name} (${beside})` };
  });
  const own = numbers.map(({ id, msisdn }) => ({ value: id, label: formatMsisdn(msisdn) }));
  const mayManage = scope.may("senders:manage") && choices.length > 0;
  return (
    <div className="page stack">
      <ClientTexts also={["otp"]}>
        <PageHead title={t("title")} text={t("text")}>
          {mayManage && (
            <DialogButton
              label={t("new")}
              button={{ look: "primary", icon: <Icon of={Plus} /> }}
              title={t("new")}
              width="wide"
            >
              <ProfileForm senders={choices} action={saveProfileAction.bind(null, slug)} />
            </DialogButton>
          )}
        </PageHead>
        {profiles.length === 0 && (
          <Card>
            <EmptyState
              heading="h2"
              title={t("empty.title")}
              text={t(choices.length === 0 ? "empty.noSender" : "empty.text")}
            >
              {choices.length === 0 ? (
                <LinkButton look="primary" href={`/w/${slug}/connections`}>
                  {t("empty.connect")}
                </LinkButton>
              ) : undefined}
            </EmptyState>
          </Card>
        )}
        {profiles.map((profile) => (
          <ProfileCard
            key={profile.id}
            profile={profile}
            senders={choices}
            numbers={own}
            save={mayManage ? saveProfileAction.bind(null, slug) : undefined}
            remove={scope.may("senders:manage") ? removeProfileAction.bind(null, slug) : undefined}
            trial={
              scope.may("messages:test")
                ? { send: tryCodeAction.bind(null, slug), verify: verifyCodeAction.bind(null, slug) }
                : undefined
            }
          />
        ))}
      </ClientTexts>
    </div>
  );
}
