import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RuleSentence } from "#components/segments/rule-sentence";
import { SegmentFigures } from "#components/segments/segment-figures";
import { SegmentForm } from "#components/segments/segment-form";
import { ClientTexts } from "#components/shell/client-texts";
import { Banner } from "#components/ui/banner";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { DeleteButton } from "#components/ui/delete-button";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { usedFields, usedTags } from "#lib/domain/contacts/queries";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { countSegments, readSegment, segmentUses } from "#lib/domain/segments/queries";
import { type OpenPage, openPage } from "#lib/gate/page";
import { deleteSegmentAction, editSegmentAction } from "../actions";

interface SegmentPageProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("segments");
  return { title: t("title") };
}

/** Reads the segment; whoever may not change it gets its count at once, the others while they write. */
async function find({ read, scope }: OpenPage, id: string) {
  const segmentId = parsePublicId("segment", id);
  if (segmentId === null) notFound();
  return read(async (tx) => {
    const segment = await readSegment(tx, segmentId);
    const uses = await segmentUses(tx, segmentId);
    if (scope.may("campaigns:write")) {
      return { segment, uses, known: { tags: await usedTags(tx), fields: await usedFields(tx) }, count: null };
    }
    const [count = null] = await countSegments(tx, [segment.rule]);
    return { segment, uses, known: null, count };
  }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "segment.not_found") notFound();
    throw error;
  });
}

/** A segment: its rule to change, and how many it is true of. */
export default async function SegmentPage({ params }: SegmentPageProps) {
  const { workspace, id } = await params;
  const open = await openPage(workspace, "workspace:read");
  const { segment, uses, known, count } = await find(open, id);
  const { name, rule, version } = segment;
  const t = await getTranslations("segments");
  const { slug } = open.scope;
  const path = `/w/${slug}/segments`;
  return (
    <ClientTexts also={["segments"]}>
      <div className="page stack stack-5">
        <PageHead title={name} parent={{ href: path, label: t("title") }}>
          {known !== null && uses.length === 0 && (
            <DeleteButton
              {...{ label: t("delete.action"), title: t("delete.title", { name }), text: t("delete.text") }}
              {...{ confirmLabel: t("delete.confirm"), done: t("delete.done"), path, hidden: { segmentId: id } }}
              action={deleteSegmentAction.bind(null, slug)}
            />
          )}
          <LinkButton href={`/w/${slug}/contacts?segment=${id}`}>{t("show")}</LinkButton>
        </PageHead>
        {uses.length > 0 && (
          <Banner tone="info">
            {t("uses", { count: uses.length })}{" "}
            {uses.map(({ id: campaign, name: called }, at) => (
              <span key={campaign}>
                {at > 0 && ", "}
                <Link className="lnk" href={`/w/${slug}/campaigns/${campaign}`}>
                  {called}
                </Link>
              </span>
            ))}
          </Banner>
        )}
        {known === null ? (
          <>
            <Banner tone="quiet">{t("readOnly")}</Banner>
            <div className="cols">
              <Card className="c8">
                <CardBody>
                  <RuleSentence rule={rule} />
                </CardBody>
              </Card>
              <Card className="c4">
                <CardHeader title={t("count.title")} />
                <CardBody>
                  <SegmentFigures count={count} isOld={false} />
                </CardBody>
              </Card>
            </div>
          </>
        ) : (
          <SegmentForm
            key={version}
            {...known}
            on={{ segmentId: id, version }}
            start={{ name, rule }}
            listHref={path}
            countHref={`/api/w/${slug}/segments/count`}
            action={editSegmentAction.bind(null, slug)}
          />
        )}
      </div>
    </ClientTexts>
  );
}
