import { getTranslations } from "next-intl/server";
import { currentNote } from "#lib/gate/instance";
import type { Locale } from "#lib/i18n/locale";

/** What the operator tells everybody, at the top of every page. */
export async function SiteNote({ locale }: { locale: Locale }) {
  const note = await currentNote();
  if (note === null) return null;
  const t = await getTranslations("instance.note");
  return (
    <aside className="site-note" aria-label={t("label")}>
      <p>{note[locale]}</p>
    </aside>
  );
}
