import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CodeForm } from "#components/accounts/code-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { keptStep } from "#lib/gate/step-cookie";
import { PreferenceControls } from "../../../preferences/controls";
import { enterByCodeAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.code");
  return { title: t("title") };
}

interface CodePageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function CodePage({ searchParams }: CodePageProps) {
  if ((await keptStep("code")) === null) redirect("/sign-in");
  const { next } = await searchParams;
  const t = await getTranslations("auth.code");
  return (
    <SplitPage controls={<PreferenceControls />}>
      <div>
        <h1>{t("title")}</h1>
        <p className="muted">{t("text")}</p>
      </div>
      <ClientTexts also={["auth"]}>
        <CodeForm action={enterByCodeAction} next={typeof next === "string" ? next : undefined} />
      </ClientTexts>
    </SplitPage>
  );
}
