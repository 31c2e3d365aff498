import { getFormatter, getTranslations } from "next-intl/server";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { Banner } from "#components/ui/banner";
import { Card, CardBody } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import { PageHead } from "#components/ui/page-head";
import type { Draft } from "#lib/domain/campaigns/draft";
import type { ImportStatus } from "#lib/domain/imports/status";

interface ReadOnlyDraftProps {
  slug: string;
  draft: Draft;
  list: ImportStatus | null;
  /** Whether this member may read message texts. */
  mayRead: boolean;
}

/** A draft for those who may look and not write. */
export async function ReadOnlyDraft({ slug, draft, list, mayRead }: ReadOnlyDraftProps) {
  const t = await getTranslations("compose");
  const words = await getTranslations("campaigns");
  const format = await getFormatter();
  const text = draft.text === "" ? t("readOnly.noText") : draft.text;
  return (
    <div className="page stack stack-5">
      <PageHead
        title={draft.name}
        parent={{ href: `/w/${slug}/campaigns`, label: t("list") }}
        state={<CampaignBadge state={draft.state} />}
      />
      <Banner tone="quiet">{t("readOnly.banner")}</Banner>
      <Card>
        <CardBody>
          <KeyValues
            items={[
              {
                key: "kind",
                term: t("kind.label"),
                value: draft.kind === null ? t("readOnly.none") : words(`kind.${draft.kind}`),
              },
              { key: "people", term: t("tally.total"), value: format.number(list?.rows ?? 0, "count") },
              { key: "kept", term: t("tally.unique"), value: format.number(list?.kept ?? 0, "count") },
              {
                key: "text",
                term: t("text.label"),
                value: mayRead ? <span lang="tr">{text}</span> : t("readOnly.hidden"),
              },
            ]}
          />
        </CardBody>
      </Card>
    </div>
  );
}
