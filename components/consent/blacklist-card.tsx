import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import { connectionTitle } from "#lib/domain/connections/model";
import type { BlacklistState } from "#lib/domain/consent/model";

interface BlacklistCardProps {
  states: readonly BlacklistState[];
  now: Date;
}

/** How the lists of the providers stand with the suppression list. */
export function BlacklistCard({ states, now }: BlacklistCardProps) {
  const t = useTranslations("consent.blacklist");
  const format = useFormatter();
  const told = ({ hasList, syncedAt, isBehind, numbers, refused }: BlacklistState) => {
    if (!hasList) return t("none");
    if (syncedAt === null) return t(isBehind ? "unread" : "first");
    const age = format.relativeTime(syncedAt, now);
    return [
      t(isBehind ? "behind" : "inStep", { count: numbers, age }),
      ...(refused > 0 ? [t("refused", { count: refused })] : []),
    ].join(" ");
  };
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-3">
        <p className="sm text-2">{t("text")}</p>
        <KeyValues
          items={states.map((state, place) => ({
            key: String(place),
            term: connectionTitle(state.label, state.name),
            value: told(state),
          }))}
        />
      </CardBody>
    </Card>
  );
}
