import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientTexts } from "#components/shell/client-texts";
import { PlainPage } from "#components/shell/plain-page";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import { Toaster } from "#components/ui/toast";

/** The pages of the operator. */
export type InstancePlace = "overview" | "workspaces" | "users";

interface InstanceFrameProps {
  place: InstancePlace;
  controls: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

const paths: Record<InstancePlace, string> = {
  overview: "/instance",
  workspaces: "/instance/workspaces",
  users: "/instance/users",
};

/** The frame around every page of the operator: it is about the installation and about no workspace. */
export async function InstanceFrame({ place, controls, actions, children }: InstanceFrameProps) {
  const t = await getTranslations("instance");
  const items = (["overview", "workspaces", "users"] as const).map((key) => {
    return { href: paths[key], label: t(`nav.${key}`), isCurrent: key === place };
  });
  return (
    <>
      <PlainPage wide controls={controls}>
        <ClientTexts also={["instance", "workspaces"]}>
          <div className="stack stack-5">
            <PageHead title={t("title")} text={t("text")} parent={{ href: "/", label: t("back") }}>
              {actions}
            </PageHead>
            <LinkTabs label={t("nav.label")} items={items} />
            {children}
          </div>
        </ClientTexts>
      </PlainPage>
      <Toaster />
    </>
  );
}
