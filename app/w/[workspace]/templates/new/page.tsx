import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { TemplateForm } from "#components/templates/template-form";
import { Card, CardBody } from "#components/ui/card";
import { PageHead } from "#components/ui/page-head";
import { openPage } from "#lib/gate/page";
import { createTemplateAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates");
  return { title: t("new") };
}

/** A new template. */
export default async function NewTemplatePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  await openPage(workspace, "campaigns:write");
  const t = await getTranslations("templates");
  const path = `/w/${workspace}/templates`;
  return (
    <div className="page">
      <PageHead title={t("new")} parent={{ href: path, label: t("title") }} />
      <div className="cols">
        <Card className="c8">
          <CardBody>
            <ClientTexts also={["templates", "campaigns"]}>
              <TemplateForm
                start={{ name: "", kind: "informational", text: "" }}
                listHref={path}
                action={createTemplateAction.bind(null, workspace)}
              />
            </ClientTexts>
          </CardBody>
        </Card>
      </div>
    </div>
  );
}
