import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { EmptyState } from "#components/ui/empty-state";
import { PreferenceControls } from "../../preferences/controls";

// Said to people outside, of a link that has ended and of one that never was: they have nowhere here to go back to.
export default async function NoSharedReport() {
  const t = await getTranslations("reports.shared.gone");
  return (
    <PlainPage controls={<PreferenceControls />}>
      <EmptyState heading="h1" title={t("title")} text={t("text")} />
    </PlainPage>
  );
}
