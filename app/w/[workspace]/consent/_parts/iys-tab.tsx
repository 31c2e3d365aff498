import { getTranslations } from "next-intl/server";
import { AskManyForm, AskOneForm } from "#components/consent/ask-forms";
import { BrandForm } from "#components/consent/brand-form";
import { IysAnswers, IysBoard } from "#components/consent/iys-board";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { DialogButton } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import type { Choice } from "#components/ui/select";
import { iysOverview } from "#lib/domain/consent/iys-queries";
import { type RegistryConnection, registryConnections } from "#lib/domain/consent/registry-queries";
import type { OpenPage } from "#lib/gate/page";
import type { Scope } from "#lib/gate/scope";
import { askChecksAction, checkConsentAction, setBrandAction } from "../actions";

interface IysTabProps extends Pick<OpenPage, "scope" | "read"> {
  lists: readonly Choice[];
  path: string;
}

/** What waits for İYS, what it answered, and which brand speaks; or why no connection reaches it. */
export async function IysTab({ scope, read, lists, path }: IysTabProps) {
  const now = new Date();
  const { connections, overview } = await read(async (tx) => ({
    connections: await registryConnections(tx),
    overview: await iysOverview(tx, scope.zone, now),
  }));
  if (connections.able.length === 0) return <Cannot slug={scope.slug} others={connections.others} />;
  const t = await getTranslations("consent.iys.check");
  const hasBrand = connections.able.some(({ brand }) => brand !== null);
  const { slug, zone, fullNumbers } = scope;
  return (
    <>
      <Brands scope={scope} connections={connections.able} />
      {hasBrand && (
        <>
          <IysBoard overview={overview} path={path} wholeNumbers={fullNumbers} zone={zone} />
          <Card>
            <CardHeader title={t("title")}>
              {scope.may("consent:write") && (
                <DialogButton label={t("bulk")} title={t("bulkTitle")} text={t("bulkText")} width="wide">
                  <AskManyForm action={askChecksAction.bind(null, slug)} lists={lists} />
                </DialogButton>
              )}
            </CardHeader>
            <CardBody className="stack">
              <p className="sm text-2">{t("text")}</p>
              {scope.may("consent:write") && <AskOneForm action={checkConsentAction.bind(null, slug)} zone={zone} />}
              <IysAnswers checks={overview.checks} now={now} />
            </CardBody>
          </Card>
        </>
      )}
    </>
  );
}

interface CannotProps {
  slug: string;
  others: readonly { readonly label: string; readonly filters: boolean }[];
}

async function Cannot({ slug, others }: CannotProps) {
  const t = await getTranslations("consent.iys.cannot");
  return (
    <Card>
      <EmptyState heading="h2" title={t("title")} text={t("text")}>
        <LinkButton href={`/w/${slug}/connections`}>{t("connect")}</LinkButton>
      </EmptyState>
      {others.length > 0 && (
        <CardBody className="stack">
          {others.map(({ label, filters }) => (
            <p key={label} className="sm muted">
              {t(filters ? "filters" : "nothing", { label })}
            </p>
          ))}
        </CardBody>
      )}
    </Card>
  );
}

async function Brands({ scope, connections }: { scope: Scope; connections: readonly RegistryConnection[] }) {
  const t = await getTranslations("consent.iys.brand");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        {connections.map(({ id, label, name, brand, audience }) => (
          <div key={id} className="stack stack-3">
            <p className="sm text-2">{t("text", { label: connections.length > 1 ? `${label} (${name})` : label })}</p>
            {brand === null && <p className="sm warn-t">{t("missing")}</p>}
            {scope.may("connections:manage") ? (
              <BrandForm {...{ connectionId: id, brand, audience }} action={setBrandAction.bind(null, scope.slug)} />
            ) : (
              brand !== null && <p className="num">{brand}</p>
            )}
          </div>
        ))}
      </CardBody>
    </Card>
  );
}
