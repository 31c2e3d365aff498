import OctagonPause from "lucide-react/icons/octagon-pause";
import { getFormatter, getTranslations } from "next-intl/server";
import { LiftButton } from "#components/shell/stop-buttons";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import type { Stop } from "#lib/domain/workspaces/settings-queries";
import type { Scope } from "#lib/gate/scope";
import { resumeSendingAction } from "../actions";

/** Says on every page that nothing is sent, with the button that puts it right for those who may press it. */
export async function StopBanner({ stop, scope }: { stop: Stop; scope: Scope }) {
  const t = await getTranslations("shell.halt");
  const format = await getFormatter();
  const moment = (at: Date) => format.dateTime(at, "moment", { timeZone: scope.zone });
  const icon = <Icon of={OctagonPause} />;
  if (stop.deleteAt !== null) {
    const settings = `/w/${scope.slug}/settings/delete`;
    const action = scope.may("workspace:delete") ? (
      <LinkButton small href={settings}>
        {t("closingOpen")}
      </LinkButton>
    ) : undefined;
    return (
      <Banner tone="bad" icon={icon} action={action}>
        {t("closing", { time: moment(stop.deleteAt) })}
      </Banner>
    );
  }
  const mayLift = scope.may("sending:resume");
  const words = { by: stop.by === null ? "none" : "one", name: stop.by ?? "", time: moment(stop.at) };
  const action = mayLift ? (
    <LiftButton action={resumeSendingAction.bind(null, scope.slug, {})} button={{ small: true }} />
  ) : undefined;
  return (
    <Banner tone="bad" icon={icon} action={action}>
      {t(mayLift ? "onAdmin" : "on", words)}
    </Banner>
  );
}
