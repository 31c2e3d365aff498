import { getTranslations } from "next-intl/server";
import { MailCheckForm } from "#components/instance/mail-check";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import type { FailedJob } from "#lib/domain/instance/health-queries";
import { checkMailAction } from "../actions";

interface MailCardProps {
  email: string;
  hasServer: boolean;
  failures: readonly FailedJob[];
}

/** Whether mails leave, and what the server said of the last that did not. */
export async function MailCard({ email, hasServer, failures }: MailCardProps) {
  const t = await getTranslations("instance.mail");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        <p className="sm muted wrap-anywhere">{hasServer ? t("text", { email }) : t("noServer")}</p>
        {hasServer && <MailCheckForm email={email} action={checkMailAction} />}
        {failures.length > 0 && (
          <div>
            <h3 className="sm">{t("failures")}</h3>
            <ul className="sm muted">
              {failures.map(({ id, failedAt, why }) => (
                <li key={id}>
                  <Moment at={failedAt} />
                  {" · "}
                  {why}
                </li>
              ))}
            </ul>
          </div>
        )}
      </CardBody>
    </Card>
  );
}
