import { clsx } from "clsx";
import { getFormatter, getTranslations } from "next-intl/server";
import { ConnectForm } from "#components/connections/connect-form";
import { ScopeNotice } from "#components/connections/scope-notice";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { Figure } from "#components/ui/figure";
import { LinkButton } from "#components/ui/link-button";
import { Meter } from "#components/ui/meter";
import type { ConnectionView } from "#lib/domain/connections/queries";
import type { OpenPage } from "#lib/gate/page";
import { startConnectAction } from "../connections/actions";
import { readConnections } from "./read-connections";

/** Plan and what is left of the quota, or why it is not known; and the way to more of it. */
export async function QuotaCard({ open }: { open: OpenPage }) {
  const { scope } = open;
  const t = await getTranslations("dashboard.quota");
  const [connection] = await readConnections(open);
  if (connection === undefined) return null;
  return (
    <Card aria-labelledby="quota">
      <CardHeader id="quota" title={t("title")} />
      {connection.missing.includes("account:read") && connection.state === "active" ? (
        <ScopeNotice scope="account:read" reconnect={<Reconnect scope={scope} />} />
      ) : (
        <Known connection={connection} zone={scope.zone} />
      )}
    </Card>
  );
}

async function Known({ connection, zone }: { connection: ConnectionView; zone: string }) {
  const t = await getTranslations("dashboard.quota");
  const words = await getTranslations("connections");
  const format = await getFormatter();
  const { account, accountAt, gate, silentSince, state } = connection;
  const plan = account?.plan ?? null;
  const isOld = silentSince !== null || state !== "active";
  const renewal = plan?.renewsAt ?? account?.quota?.periodEnd ?? null;
  const isClosed = gate === "no_plan" || gate === "used_up" || gate === "low";
  return (
    <>
      <CardBody className="stack stack-3">
        <div className={clsx("stack stack-2", isOld && "faded")}>
          <Left connection={connection} />
        </div>
        <p className="sm muted">
          {[
            plan !== null && plan.name !== "" ? t("plan", { name: plan.name }) : null,
            renewal === null
              ? null
              : t("renews", { date: format.dateTime(new Date(renewal), "date", { timeZone: zone }) }),
            accountAt === null ? t("none") : t("asOf", { age: format.relativeTime(accountAt, new Date()) }),
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
        {isClosed && <p className={clsx("sm", gate === "low" ? "warn-t" : "bad-t")}>{words(`gate.${gate}`)}</p>}
      </CardBody>
      {account?.upgradeUrl && (
        <CardFooter>
          <LinkButton small href={account.upgradeUrl}>
            {words("gate.upgrade")}
          </LinkButton>
        </CardFooter>
      )}
    </>
  );
}

/** The one figure: messages left, or the word for why there is no number. */
async function Left({ connection: { account, gate } }: { connection: ConnectionView }) {
  const t = await getTranslations("dashboard.quota");
  const words = await getTranslations("connections");
  const quota = account?.quota ?? null;
  const balance = account?.balance ?? null;
  if (balance !== null) return <Balance balance={balance} />;
  if (gate === "no_plan") return <Figure>{words("plan.none")}</Figure>;
  if (quota === null) {
    return (
      <>
        <Figure>{t("unknown")}</Figure>
        {account !== null && <p className="sm muted">{t("unknownText")}</p>}
      </>
    );
  }
  if (quota.remaining === null) return <Figure>{t("unlimited")}</Figure>;
  const left = words("quota.left", { count: quota.remaining });
  if (quota.limit === null || quota.limit === 0) return <Figure>{left}</Figure>;
  const tone = gate === "used_up" ? "bad" : gate === "low" ? "warn" : "ink";
  return (
    <>
      <Figure>{left}</Figure>
      <Meter label={words("quota.meter")} value={quota.remaining} max={quota.limit} valueText={left} tone={tone} />
      <p className="sm muted">{t("of", { limit: quota.limit })}</p>
    </>
  );
}

/** What the account has left: the first figure it lives by, the others beneath. */
async function Balance({ balance }: { balance: NonNullable<NonNullable<ConnectionView["account"]>["balance"]> }) {
  const words = await getTranslations("connections.balance");
  const [first, ...rest] = [
    balance.messages === null ? null : words("messages", { count: balance.messages }),
    balance.lira === null ? null : words("lira", { amount: balance.lira }),
    balance.internationalLira === null ? null : words("abroad", { amount: balance.internationalLira }),
  ].filter((part) => part !== null);
  return (
    <>
      <Figure>{first}</Figure>
      {rest.length > 0 && <p className="sm muted">{rest.join(" · ")}</p>}
    </>
  );
}

async function Reconnect({ scope }: { scope: OpenPage["scope"] }) {
  const t = await getTranslations("states.missingScope");
  if (!scope.may("connections:manage")) return null;
  const connect = startConnectAction.bind(null, scope.slug);
  return <ConnectForm small action={connect} returnTo={`/w/${scope.slug}`} label={t("reconnect")} />;
}
