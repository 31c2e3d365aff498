import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";

/** Where people refuse without signing in; the address goes into texts. */
export function OptOutCard({ address }: { address: string }) {
  const t = useTranslations("consent.page");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-3">
        <p className="sm text-2">{t("text")}</p>
        <p className="row wrap">
          <a href={address} className="wrap-anywhere">
            {address}
          </a>
          <CopyButton text={address} small />
        </p>
        <p className="cap muted">{t("keywords")}</p>
      </CardBody>
    </Card>
  );
}
