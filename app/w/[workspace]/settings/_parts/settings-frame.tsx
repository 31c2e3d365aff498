import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientTexts } from "#components/shell/client-texts";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import type { Scope } from "#lib/gate/scope";
import { type SettingsSection, settingsOf } from "./sections";

interface SettingsFrameProps {
  scope: Scope;
  section: SettingsSection;
  children: ReactNode;
}

/** Head and sections of the settings around one of them. */
export async function SettingsFrame({ scope, section, children }: SettingsFrameProps) {
  const t = await getTranslations("settings");
  const items = settingsOf(scope).map((id) => ({
    href: `/w/${scope.slug}/settings/${id}`,
    label: t(`section.${id}`),
    isCurrent: id === section,
  }));
  return (
    <div className="page stack stack-5">
      <PageHead title={t("title")} />
      <LinkTabs label={t("sections")} items={items} />
      <ClientTexts also={["settings"]}>
        <div className="stack stack-5 max-w-[760px]">{children}</div>
      </ClientTexts>
    </div>
  );
}
