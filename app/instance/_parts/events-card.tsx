import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import type { InstanceEventLine } from "#lib/domain/instance/queries";

const actions = [
  "disable_user",
  "enable_user",
  "mail_check",
  "note",
  "open_workspace",
  "provider_off",
  "provider_on",
  "backup_done",
  "retry_job",
  "reset_factor",
  "set_operator",
  "sign_up",
] as const;

/** What was done to the instance last, and by whom. */
export async function EventsCard({ events }: { events: readonly InstanceEventLine[] }) {
  const t = await getTranslations("instance.events");
  const wordsOf = ({ action, subject }: InstanceEventLine) => {
    const known = actions.find((name) => action === `instance.${name}`);
    return known === undefined ? action : t(`action.${known}`, { subject: subject ?? "" });
  };
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody>
        {events.length === 0 ? (
          <p className="sm muted">{t("none")}</p>
        ) : (
          <ul className="stack stack-2 sm">
            {events.map((event) => (
              <li key={event.id} className="row wrap">
                <span className="grow">{wordsOf(event)}</span>
                <span className="muted">{event.actorName ?? t("byHand")}</span>
                <Moment at={event.createdAt} muted />
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
