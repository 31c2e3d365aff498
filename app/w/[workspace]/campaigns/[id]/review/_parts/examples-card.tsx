import { getTranslations } from "next-intl/server";
import { PhoneNumber } from "#components/messages/phone-number";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type RenderedText, renderedTexts } from "#lib/domain/campaigns/review-example-queries";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";
import { parsePublicId } from "#lib/domain/ids";
import type { OpenPage } from "#lib/gate/page";

interface ExamplesCardProps {
  open: OpenPage;
  review: ReviewView;
}

/** Ten people's texts as they would go out, chosen at random, and the longest one. */
export async function ExamplesCard({ open: { read, scope }, review }: ExamplesCardProps) {
  const t = await getTranslations("review.examples");
  const words = await getTranslations("review.text");
  const id = parsePublicId("campaign", review.campaignId) ?? "";
  const texts =
    scope.fullNumbers && review.isCurrent ? await read((tx) => renderedTexts(tx, id, review.reviewId)) : null;
  const shown = texts === null ? [] : [...(texts.longest === null ? [] : [texts.longest]), ...texts.random];
  const nothing = !scope.fullNumbers ? words("hidden") : texts === null ? t("over") : t("none");
  return (
    <Card aria-labelledby="examples">
      <CardHeader id="examples" title={t("title")} />
      {shown.length === 0 ? (
        <CardBody>
          <p className="sm muted">{nothing}</p>
        </CardBody>
      ) : (
        <>
          <CardBody>
            <p className="sm muted">{t("text", { count: texts?.random.length ?? 0 })}</p>
          </CardBody>
          <ul className="texts">
            {shown.map((one) => (
              <Text key={one === texts?.longest ? "longest" : one.line} one={one} isLongest={one === texts?.longest} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

async function Text({ one, isLongest }: { one: RenderedText; isLongest: boolean }) {
  const t = await getTranslations("review.examples");
  return (
    <li>
      <div className="row wrap sm muted">
        <Badge tone={isLongest ? "warn" : "quiet"} dot="none">
          {t(isLongest ? "longest" : "random")}
        </Badge>
        <PhoneNumber msisdn={one.msisdn} whole />
        <span>{t("line", { line: one.line })}</span>
        <span className="num">{t("parts", { parts: one.parts })}</span>
      </div>
      <div className="bubble" lang="tr">
        {one.body}
      </div>
    </li>
  );
}
