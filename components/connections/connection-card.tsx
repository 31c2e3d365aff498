import CirclePause from "lucide-react/icons/circle-pause";
import CircleX from "lucide-react/icons/circle-x";
import KeyRound from "lucide-react/icons/key-round";
import Unplug from "lucide-react/icons/unplug";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { AbilityList } from "#components/connections/ability-list";
import { ChannelList } from "#components/connections/channel-list";
import { ConnectionBadge } from "#components/connections/connection-badge";
import { ConnectionFacts, type KnownAccount } from "#components/connections/connection-facts";
import { ProviderMark } from "#components/connections/provider-mark";
import { ScopeList } from "#components/connections/scope-list";
import { Banner } from "#components/ui/banner";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import type { Abilities } from "#lib/domain/connections/abilities";
import type { OAuthScope, StoredChannel } from "#lib/domain/connections/model";

/** A connection as its card shows it. */
export interface ShownConnection extends KnownAccount {
  readonly provider: string;
  readonly label: string;
  readonly isByKey: boolean;
  readonly state: "active" | "needs_reconnect" | "disconnected";
  readonly stateReason: string | null;
  readonly remoteId: string;
  readonly remoteName: string;
  readonly missing: readonly OAuthScope[];
  readonly extra: readonly string[];
  readonly channels: readonly StoredChannel[];
  readonly sendersAt: Date | null;
  readonly abilities: Abilities;
}

interface ConnectionCardProps {
  connection: ShownConnection;
  zone: string;
  now: Date;
  /** Campaigns that run or wait on it. */
  campaigns: number;
  /** Whether the operator of the instance turned its provider off. */
  isOff: boolean;
  /** Asks the provider again; none where that would be pointless. */
  refresh?: ReactNode;
  /** Asks everything about it; none for people who may not change it. */
  examine?: ReactNode;
  /** Sends the provider's trial message; none where it has none, once a sender is approved, or for people who may not. */
  trial?: ReactNode;
  /** Makes the address for its delivery reports; none where there is no such thing, or for people who may not. */
  reportAddress?: ReactNode;
  /** Goes to the provider again; none for people who may not. */
  reconnect?: ReactNode;
  disconnect?: ReactNode;
}

/** A connection: how it is, what it may do, what uses it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, zone, now, campaigns, isOff, refresh, examine, trial, reportAddress, reconnect, disconnect } =
    props;
  const t = useTranslations("connections");
  const titleId = useId();
  const lacksScope = connection.missing.some((scope) => scope !== "contacts:write");
  const { gate } = connection;
  const isShort = gate === "no_plan" || gate === "used_up" || gate === "low";
  return (
    <Card aria-labelledby={titleId}>
      <header className="pt-4.5">
        <ProviderMark label={connection.label} />
        <div className="grow pl-1">
          <div className="row wrap">
            <h2 id={titleId} className="text-lead">
              {connection.label}
            </h2>
            <ConnectionBadge
              state={connection.state}
              isSilent={connection.silentSince !== null}
              lacksScope={lacksScope}
            />
          </div>
          <p className="sm muted">
            {t.rich(connection.isByKey ? "accountName" : "remote", {
              name: () => <span className="strong">{connection.remoteName || t("unnamed")}</span>,
            })}{" "}
            {!connection.isByKey && connection.remoteId !== "" && <code>{connection.remoteId}</code>}
          </p>
        </div>
        {refresh !== undefined && <div className="acts">{refresh}</div>}
      </header>
      <CardBody className="stack pt-4">
        {isOff && (
          <Banner tone="warn" icon={<Icon of={CirclePause} />}>
            {t("off", { label: connection.label })}
          </Banner>
        )}
        <Trouble connection={connection} zone={zone} lacksScope={lacksScope} reconnect={reconnect} />
        <ConnectionFacts known={connection} zone={zone} now={now} />
        {isShort && <p className="sm warn-t">{t(`gate.${gate}`)}</p>}
      </CardBody>
      {connection.isByKey ? (
        <div className="border-t border-line-soft px-5 pt-4 pb-5 max-tablet:px-4">
          <AbilityList abilities={connection.abilities} />
        </div>
      ) : (
        <div className="cols border-t border-line-soft px-5 pt-4 pb-5 max-tablet:px-4">
          <div className="c6">
            <ScopeList missing={connection.missing} extra={connection.extra} />
          </div>
          <div className="c6">
            <h3 className="sm mb-2.5">{t("channels.title")}</h3>
            <ChannelList channels={connection.channels} isRead={connection.sendersAt !== null} />
            {connection.channels.length > 0 && <p className="cap muted mt-2">{t("channels.smsOnly")}</p>}
            <div className="pt-4">
              <AbilityList abilities={connection.abilities} />
            </div>
          </div>
        </div>
      )}
      <CardFooter>
        <span>{t("usage", { count: campaigns })}</span>
        <span className="acts end">
          {connection.account?.upgradeUrl && (
            <LinkButton small look={isShort ? "secondary" : "quiet"} href={connection.account.upgradeUrl}>
              {t("gate.upgrade")}
            </LinkButton>
          )}
          {examine}
          {trial}
          {reportAddress}
          {connection.state === "active" && !lacksScope && reconnect}
          {disconnect}
        </span>
      </CardFooter>
    </Card>
  );
}

interface TroubleProps extends Pick<ConnectionCardProps, "zone" | "reconnect"> {
  connection: ShownConnection;
  lacksScope: boolean;
}

/** What is wrong with a connection, gravest first, with the button that puts it right. */
function Trouble({ connection, zone, lacksScope, reconnect }: TroubleProps) {
  const t = useTranslations("connections");
  const format = useFormatter();
  const { state, stateReason, silentSince, missing, remoteName, label, isByKey } = connection;
  if (state === "needs_reconnect") {
    const isUnreadable = stateReason === "key_unreadable";
    return (
      <Banner tone="bad" icon={<Icon of={CircleX} />} action={reconnect}>
        {!isUnreadable && <strong>{t("needsReconnect.title", { provider: label })}</strong>}{" "}
        {t(isUnreadable ? "needsReconnect.unreadable" : isByKey ? "needsReconnect.newKey" : "needsReconnect.text")}
      </Banner>
    );
  }
  return (
    <>
      {silentSince !== null && (
        <Banner tone="warn" icon={<Icon of={Unplug} />}>
          {t("silent", {
            name: remoteName || label,
            time: format.dateTime(silentSince, "moment", { timeZone: zone }),
          })}
        </Banner>
      )}
      {lacksScope && (
        <Banner tone="warn" icon={<Icon of={KeyRound} />} action={reconnect}>
          {t("missing", { scopes: format.list(missing) })}
        </Banner>
      )}
    </>
  );
}
