import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ScopeNotice } from "#components/connections/scope-notice";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Tag } from "#components/ui/tag";
import { senderProviders } from "#lib/domain/connections/queries";
import { listSenders } from "#lib/domain/senders/queries";
import { isUsableSender } from "#lib/domain/senders/usable";
import type { OpenPage } from "#lib/gate/page";
import { readConnections } from "./read-connections";

const SHOWN = 4;

/** The approved sender names, the default first; without a connection there are none to speak of. */
export async function SendersCard({ open }: { open: OpenPage }) {
  const { scope, read } = open;
  const t = await getTranslations("dashboard.senders");
  const [listed, connections] = await Promise.all([read((tx) => listSenders(tx)), readConnections(open)]);
  if (connections.length === 0) return null;
  const senders = listed.filter(({ status, isListed }) => isUsableSender(status) && isListed);
  const lacksScope = connections.some(({ missing }) => missing.includes("connections:read"));
  const providerOf = senderProviders(connections);
  return (
    <Card className="c4" aria-labelledby="senders">
      <CardHeader id="senders" title={t("title")} count={senders.length > 0 ? senders.length : undefined}>
        <Link className="sm" href={`/w/${scope.slug}/senders`}>
          {t("all")}
        </Link>
      </CardHeader>
      {senders.length > 0 ? (
        <ul className="items">
          {senders.slice(0, SHOWN).map((sender) => (
            <li key={sender.id}>
              <span className="grow row">
                <span className="t">{sender.name}</span>
                {sender.isDefault && <Tag>{t("default")}</Tag>}
              </span>
              <span className="sm muted">{providerOf(sender)}</span>
            </li>
          ))}
          {senders.length > SHOWN && <li className="sm muted">{t("more", { count: senders.length - SHOWN })}</li>}
        </ul>
      ) : lacksScope ? (
        <ScopeNotice scope="connections:read" />
      ) : (
        <CardBody>
          <p className="sm muted">{t("none")}</p>
        </CardBody>
      )}
    </Card>
  );
}
