import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useTranslations } from "next-intl";
import { getFormatter, getTranslations } from "next-intl/server";
import { ConnectForm } from "#components/connections/connect-form";
import { ScopeNotice } from "#components/connections/scope-notice";
import { AddSenderForm } from "#components/senders/add-sender-form";
import { MakeDefaultButton } from "#components/senders/make-default-button";
import { SenderTable, type ShownSender } from "#components/senders/sender-table";
import { Banner } from "#components/ui/banner";
import { Card } from "#components/ui/card";
import { DeleteButton } from "#components/ui/delete-button";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { type ConnectionView, senderProviders } from "#lib/domain/connections/queries";
import type { SenderView } from "#lib/domain/senders/queries";
import { isUsableSender } from "#lib/domain/senders/usable";
import type { Scope } from "#lib/gate/scope";
import { startConnectAction } from "../../connections/actions";
import { addSenderAction, removeSenderAction, setDefaultSenderAction } from "../actions";

interface SenderListProps {
  scope: Scope;
  connections: readonly ConnectionView[];
  senders: readonly SenderView[];
}

/** The senders, or why there are none to show. What is known stays visible whatever is wrong with the connection. */
export async function SenderList({ scope, connections, senders }: SenderListProps) {
  const t = await getTranslations("senders");
  const home = `/w/${scope.slug}`;
  if (connections.length === 0) {
    return (
      <Card>
        <EmptyState heading="h2" title={t("noConnection.title")} text={t("noConnection.text")}>
          <LinkButton look="primary" href={`${home}/connections`}>
            {t("noConnection.action")}
          </LinkButton>
        </EmptyState>
      </Card>
    );
  }
  const lacksScope = connections.some(({ missing }) => missing.includes("connections:read"));
  const providerOf = senderProviders(connections);
  const byHand = connections.filter(({ listsSenders, state }) => !listsSenders && state !== "disconnected");
  return (
    <>
      <Kept connections={connections} hasRows={senders.length > 0} zone={scope.zone} />
      {lacksScope && (
        <Card>
          <ScopeNotice
            heading="h2"
            scope="connections:read"
            reconnect={<Reconnect scope={scope} returnTo={`${home}/senders`} />}
          />
        </Card>
      )}
      {(senders.length > 0 || !lacksScope) && (
        <Card>
          {senders.length === 0 ? (
            <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")} />
          ) : (
            <SenderTable
              zone={scope.zone}
              rows={senders.map((sender) => ({ ...sender, provider: providerOf(sender) }))}
              actionOf={scope.may("senders:manage") ? (row) => <Acts slug={scope.slug} row={row} /> : undefined}
            />
          )}
        </Card>
      )}
      {scope.may("senders:manage") &&
        byHand.map(({ id, label, remoteName }) => (
          <AddSenderForm
            key={id}
            {...{ label, connectionId: id, account: remoteName }}
            action={addSenderAction.bind(null, scope.slug)}
          />
        ))}
    </>
  );
}

/** What can be done with a sender. */
function Acts({ slug, row: { id, name, status, isListed, isDefault, isTyped } }: { slug: string; row: ShownSender }) {
  const t = useTranslations("senders.remove");
  if (!isListed) return null;
  return (
    <span className="row justify-end">
      {isUsableSender(status) && !isDefault && (
        <MakeDefaultButton slug={slug} senderId={id} name={name} action={setDefaultSenderAction} />
      )}
      {isTyped && (
        <DeleteButton
          {...{ title: t("title", { name }), text: t("text"), confirmLabel: t("action"), done: t("done", { name }) }}
          {...{ small: true, hidden: { senderId: id }, action: removeSenderAction.bind(null, slug) }}
          label={
            <>
              {t("action")}
              <VisuallyHidden>, {name}</VisuallyHidden>
            </>
          }
        />
      )}
    </span>
  );
}

/** Says that the list is the last known one, where the provider no longer confirms it. */
async function Kept({
  connections,
  hasRows,
  zone,
}: {
  connections: readonly ConnectionView[];
  hasRows: boolean;
  zone: string;
}) {
  const t = await getTranslations();
  const format = await getFormatter();
  const silent = connections.find(({ silentSince }) => silentSince !== null);
  const since = silent?.silentSince ?? null;
  if (silent === undefined || since === null || !hasRows) return null;
  const name = silent.remoteName || t("connections.provider");
  return (
    <Banner tone="warn" icon={<Icon of={TriangleAlert} />}>
      {t("states.disconnected.text", { name, time: format.dateTime(since, "moment", { timeZone: zone }) })}{" "}
      {t("senders.kept")}
    </Banner>
  );
}

async function Reconnect({ scope, returnTo }: { scope: Scope; returnTo: string }) {
  const t = await getTranslations("states.missingScope");
  if (!scope.may("connections:manage")) return null;
  const connect = startConnectAction.bind(null, scope.slug);
  return <ConnectForm small action={connect} returnTo={returnTo} label={t("reconnect")} />;
}
