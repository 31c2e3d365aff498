import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { KeyValues } from "#components/ui/key-values";
import { LinkButton } from "#components/ui/link-button";
import type { InboxConnection } from "#lib/domain/inbox/model";

interface InboxReachProps {
  connections: readonly InboxConnection[];
  /** Whether any of them receives messages. */
  isReached: boolean;
  connectHref: string;
}

/** Which connections receive messages, and what it would need where none does. */
export function InboxReach({ connections, isReached, connectHref }: InboxReachProps) {
  const t = useTranslations("inbox.reach");
  return (
    <Card>
      {isReached ? (
        <CardHeader title={t("title")} />
      ) : (
        <EmptyState heading="h2" title={t("none.title")} text={t("none.text")}>
          <LinkButton href={connectHref}>{t("none.connect")}</LinkButton>
        </EmptyState>
      )}
      {connections.length > 0 && (
        <CardBody>
          <KeyValues
            items={connections.map(({ id, label, name, inbox }) => ({
              key: id,
              term: name === "" || name === label ? label : `${label} (${name})`,
              value: t(inbox, { label }),
            }))}
          />
        </CardBody>
      )}
    </Card>
  );
}
