import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SegmentForm } from "#components/segments/segment-form";
import { ClientTexts } from "#components/shell/client-texts";
import { PageHead } from "#components/ui/page-head";
import { usedFields, usedTags } from "#lib/domain/contacts/queries";
import { openPage } from "#lib/gate/page";
import { createSegmentAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("segments");
  return { title: t("new") };
}

/** A new segment. */
export default async function NewSegmentPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "campaigns:write");
  const known = await read(async (tx) => ({ tags: await usedTags(tx), fields: await usedFields(tx) }));
  const t = await getTranslations("segments");
  const path = `/w/${scope.slug}/segments`;
  return (
    <div className="page">
      <PageHead title={t("new")} parent={{ href: path, label: t("title") }} />
      <ClientTexts also={["segments"]}>
        <SegmentForm
          {...known}
          start={{ name: "", rule: null }}
          listHref={path}
          countHref={`/api/w/${scope.slug}/segments/count`}
          action={createSegmentAction.bind(null, scope.slug)}
        />
      </ClientTexts>
    </div>
  );
}
