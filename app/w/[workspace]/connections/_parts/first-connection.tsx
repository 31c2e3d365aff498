import { getTranslations } from "next-intl/server";
import { type ConnectAction, ConnectForm } from "#components/connections/connect-form";
import { ProviderMark } from "#components/connections/provider-mark";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";

interface FirstConnectionProps {
  /** None for people who may not connect. */
  connect: ConnectAction | undefined;
  returnTo: string;
}

/** What stands where connections would be: why there is none, and the provider that can be connected. */
export async function FirstConnection({ connect, returnTo }: FirstConnectionProps) {
  const t = await getTranslations("connections");
  if (connect === undefined) {
    return (
      <Card>
        <EmptyState heading="h2" title={t("empty.title")} text={t("empty.notYours")} />
      </Card>
    );
  }
  return (
    <>
      <div>
        <h2 className="text-section">{t("empty.title")}</h2>
        <p className="muted">{t("empty.text")}</p>
      </div>
      <div className="cols">
        <Card fill className="c5">
          <CardBody className="stack stack-3 pt-5">
            <div className="row gap-3">
              <ProviderMark provider="iletiniz" />
              <h3>{t("provider")}</h3>
            </div>
            <p className="sm text-2">{t("tile.text")}</p>
            <p className="cap muted">{t("tile.needs")}</p>
          </CardBody>
          <CardFooter className="stack stack-2">
            <ConnectForm look="primary" action={connect} returnTo={returnTo} label={t("connect.action")} />
            <p className="cap muted">{t("connect.hint")}</p>
          </CardFooter>
        </Card>
      </div>
    </>
  );
}
