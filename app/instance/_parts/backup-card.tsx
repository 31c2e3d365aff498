import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { backupHealth } from "#lib/domain/instance/model";
import { toneOf } from "./tone.ts";

/** How old the last backup is, as the program that makes backups has told, and how it tells. */
export async function BackupCard({ lastAt, now }: { lastAt: Date | null; now: Date }) {
  const t = await getTranslations("instance.backup");
  const format = await getFormatter();
  const health = backupHealth(lastAt === null ? null : now.getTime() - lastAt.getTime());
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-3">
        <p className="row wrap">
          <Badge tone={toneOf(health)}>{t(lastAt === null ? "never" : health === "ok" ? "fresh" : "old")}</Badge>
          {lastAt !== null && (
            <time className="num" dateTime={lastAt.toISOString()}>
              {t("age", { age: format.relativeTime(lastAt, now), time: format.dateTime(lastAt, "moment") })}
            </time>
          )}
        </p>
        <p className="sm muted">{t("text")}</p>
        <p className="sm">
          <code className="wrap-anywhere">npm run admin -- backup done</code>
        </p>
      </CardBody>
    </Card>
  );
}
