import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { Figure } from "#components/ui/figure";
import type { ApprovalPolicy } from "#lib/domain/campaigns/approval";

/** From how much on two people decide. */
export async function ThresholdCard({ policy, href }: { policy: ApprovalPolicy; href: string | null }) {
  const t = await getTranslations("team.threshold");
  const { people, parts } = policy;
  const [main, other] = [
    ...(people === null ? [] : [t("people", { count: people })]),
    ...(parts === null ? [] : [t("parts", { count: parts })]),
  ];
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-2">
        {main !== undefined && <Figure unit={other === undefined ? undefined : t("or", { other })}>{main}</Figure>}
        <p className="sm muted">{main === undefined ? t("none") : t("text")}</p>
      </CardBody>
      {href !== null && (
        <CardFooter>
          <Link href={href}>{t("open")}</Link>
        </CardFooter>
      )}
    </Card>
  );
}

/** The written rule for what a member who goes has under way. */
export async function LeavingCard() {
  const t = await getTranslations("team.rules");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-2 sm muted">
        <p>{t("text")}</p>
        <p>{t("goOn")}</p>
      </CardBody>
    </Card>
  );
}
