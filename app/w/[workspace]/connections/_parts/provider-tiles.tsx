import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type ConnectAction, ConnectForm } from "#components/connections/connect-form";
import { KeyForm } from "#components/connections/key-form";
import { ProviderMark } from "#components/connections/provider-mark";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { keyProviders } from "#lib/domain/connections/queries";
import { connectKeyAction } from "../actions";

interface ProviderTilesProps {
  slug: string;
  /** None for people who may not connect. */
  connect: ConnectAction | undefined;
  returnTo: string;
  /** The providers that have a connection here already. */
  connected: readonly string[];
  /** Those that the operator of the instance turned off. */
  off: ReadonlyMap<string, Date>;
}

/** The providers that can be connected, each with its one button; what stands where connections would be when there is none. */
export async function ProviderTiles({ slug, connect, returnTo, connected, off }: ProviderTilesProps) {
  const t = await getTranslations("connections");
  const isFirst = connected.length === 0;
  if (connect === undefined) {
    if (!isFirst) return null;
    return (
      <Card>
        <EmptyState heading="h2" title={t("empty.title")} text={t("empty.notYours")} />
      </Card>
    );
  }
  return (
    <section className="stack stack-3" aria-labelledby="add-connection">
      <div>
        <h2 id="add-connection" className="text-section">
          {t(isFirst ? "empty.title" : "add")}
        </h2>
        {isFirst && <p className="muted">{t("empty.text")}</p>}
      </div>
      <div className="cols eq">
        {/* One iletiniz account at a time: another one replaces it, by way of its own card. */}
        {!connected.includes("iletiniz") && (
          <Tile name={t("provider")} text={t("tile.text")} needs={t("tile.needs")}>
            {off.has("iletiniz") ? (
              <p className="sm warn-t">{t("off", { label: t("provider") })}</p>
            ) : (
              <ConnectForm
                small
                look={isFirst ? "primary" : "secondary"}
                action={connect}
                returnTo={returnTo}
                label={t("connect.action")}
              />
            )}
          </Tile>
        )}
        {keyProviders().map(({ provider, label, hasHash }) => (
          <Tile key={provider} name={label} text={t(`key.tile.${provider}`)} needs={t(`key.needs.${provider}`)}>
            {off.has(provider) ? (
              <p className="sm warn-t">{t("off", { label })}</p>
            ) : (
              <DialogButton label={t("key.open", { label })} button={{ small: true }} title={t("key.open", { label })}>
                <KeyForm
                  {...{ provider, label, hasHash, hint: t(`key.hint.${provider}`) }}
                  action={connectKeyAction.bind(null, slug)}
                />
              </DialogButton>
            )}
          </Tile>
        ))}
      </div>
    </section>
  );
}

interface TileProps {
  name: string;
  text: string;
  /** What the person has to have at hand. */
  needs: string;
  children: ReactNode;
}

function Tile({ name, text, needs, children }: TileProps) {
  return (
    <Card fill className="c4">
      <CardBody className="stack stack-3 pt-5">
        <div className="row gap-3">
          <ProviderMark label={name} />
          <h3>{name}</h3>
        </div>
        <p className="sm text-2">{text}</p>
        <p className="cap muted">{needs}</p>
      </CardBody>
      <CardFooter>{children}</CardFooter>
    </Card>
  );
}
