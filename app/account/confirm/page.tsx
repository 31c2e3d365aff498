import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ProofPage } from "#components/accounts/proof-page";
import { SplitPage } from "#components/shell/split-page";
import { isFresh } from "#lib/domain/accounts/login-session";
import { safeReturnPath } from "#lib/domain/accounts/return-path";
import { requireUser } from "#lib/gate/user";
import { PreferenceControls } from "../../preferences/controls";
import { proofActions } from "../../proof/ways";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.proof");
  return { title: t("title") };
}

interface ConfirmPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

// For pages that open only to somebody who has just proved who they are; they lead here and back.
export default async function ConfirmPage({ searchParams }: ConfirmPageProps) {
  const user = await requireUser();
  const next = safeReturnPath((await searchParams).next, "/");
  if (isFresh(user.provedAt, new Date())) redirect(next);
  const t = await getTranslations("common.proof");
  return (
    <SplitPage controls={<PreferenceControls />}>
      <div>
        <h1>{t("title")}</h1>
        <p className="muted">{t("text")}</p>
      </div>
      <ProofPage actions={proofActions} next={next} />
    </SplitPage>
  );
}
