import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { ArchiveTemplateButton } from "#components/templates/archive-template-button";
import { TemplateForm } from "#components/templates/template-form";
import { Banner } from "#components/ui/banner";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { PageHead } from "#components/ui/page-head";
import { Timeline } from "#components/ui/timeline";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { readTemplate, type TemplateWording } from "#lib/domain/templates/queries";
import { type OpenPage, openPage } from "#lib/gate/page";
import { archiveTemplateAction, editTemplateAction, restoreTemplateAction } from "../actions";

interface TemplatePageProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates");
  return { title: t("title") };
}

async function find({ read }: OpenPage, id: string) {
  const templateId = parsePublicId("template", id);
  if (templateId === null) notFound();
  return read((tx) => readTemplate(tx, templateId)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "template.not_found") notFound();
    throw error;
  });
}

/** A template: its newest wording to change, and every one it had. `?version=` puts an earlier one into the form. */
export default async function TemplatePage({ params, searchParams }: TemplatePageProps) {
  const { workspace, id } = await params;
  const open = await openPage(workspace, "workspace:read");
  const { name, isArchived, wordings } = await find(open, id);
  const [newest] = wordings;
  if (newest === undefined) notFound();
  const wanted = Number((await searchParams).version);
  const shown = wordings.find(({ version }) => version === wanted) ?? newest;
  const t = await getTranslations("templates");
  const path = `/w/${workspace}/templates`;
  const mayWrite = open.scope.may("campaigns:write");
  const mayEdit = mayWrite && !isArchived;
  return (
    <ClientTexts also={["templates", "campaigns"]}>
      <div className="page stack stack-5">
        <PageHead title={name} parent={{ href: path, label: t("title") }}>
          {mayWrite && (
            <ArchiveTemplateButton
              {...{ slug: workspace, templateId: id, isArchived }}
              act={isArchived ? restoreTemplateAction : archiveTemplateAction}
            />
          )}
        </PageHead>
        {isArchived && <Banner tone="quiet">{t("archivedNote")}</Banner>}
        {!mayWrite && <Banner tone="quiet">{t("readOnly")}</Banner>}
        <div className="cols">
          <Card className="c8">
            <CardBody>
              {mayEdit ? (
                <TemplateForm
                  key={`${newest.version} ${shown.version}`}
                  on={{ templateId: id, version: newest.version }}
                  start={{ name, kind: shown.kind, text: shown.text }}
                  listHref={path}
                  action={editTemplateAction.bind(null, workspace)}
                />
              ) : (
                <p className="whitespace-pre-wrap" lang="tr">
                  {shown.text}
                </p>
              )}
            </CardBody>
          </Card>
          <Versions wordings={wordings} zone={open.scope.zone} hrefOf={mayEdit ? `${path}/${id}` : null} />
        </div>
      </div>
    </ClientTexts>
  );
}

interface VersionsProps {
  wordings: readonly TemplateWording[];
  zone: string;
  /** Where an earlier version is put into the form; null where it cannot be changed. */
  hrefOf: string | null;
}

async function Versions({ wordings, zone, hrefOf }: VersionsProps) {
  const t = await getTranslations("templates");
  const format = await getFormatter();
  const events = wordings.map(({ version, text, by, at }, index) => ({
    key: String(version),
    title: t("versionOf", { version }),
    at: at.toISOString(),
    time: t("versions.by", { name: by, time: format.dateTime(at, "moment", { timeZone: zone }) }),
    ...(index === 0 && { tone: "now" as const }),
    children: (
      <>
        <span className="line-clamp-3 whitespace-pre-wrap" lang="tr">
          {text}
        </span>
        {index === 0 && <span className="block cap muted">{t("versions.current")}</span>}
        {index > 0 && hrefOf !== null && (
          <Link className="lnk sm block" href={`${hrefOf}?version=${version}`} scroll={false}>
            {t("versions.use")}
          </Link>
        )}
      </>
    ),
  }));
  return (
    <Card className="c4" aria-labelledby="versions">
      <CardHeader id="versions" title={t("versions.title")} />
      <CardBody>
        <Timeline events={events} />
      </CardBody>
    </Card>
  );
}
