import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApprovalForm } from "#components/settings/approval-form";
import { ClientTexts } from "#components/shell/client-texts";
import { Banner } from "#components/ui/banner";
import { approvalPolicy, approversBeside } from "#lib/domain/campaigns/approval-queries";
import { authority } from "#lib/gate/authority";
import { isSignatureAsked } from "#lib/gate/instance-settings";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { setApprovalPolicyAction } from "../actions";

interface ApprovalPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

/** From which size on a campaign needs a second person. */
export default async function ApprovalSettingsPage({ params }: ApprovalPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "settings:manage");
  const t = await getTranslations("review.policy");
  const { policy, others } = await read(async (tx) => ({
    policy: await approvalPolicy(tx),
    others: await approversBeside(tx, authority, scope.userId),
  }));
  return (
    <SettingsFrame scope={scope} section="approval">
      {isSignatureAsked() && <Banner>{t("signature")}</Banner>}
      {others.length === 0 && <Banner tone="warn">{t("alone")}</Banner>}
      <ClientTexts also={["review"]}>
        <ApprovalForm action={setApprovalPolicyAction.bind(null, scope.slug)} policy={policy} />
      </ClientTexts>
    </SettingsFrame>
  );
}
