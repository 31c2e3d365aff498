import { useLocale, useTranslations } from "next-intl";

/** Changes to the other language. A plain form: it needs no script. */
export function LocaleSwitch({ action }: { action: (form: FormData) => Promise<void> }) {
  const t = useTranslations("common.language");
  const other = useLocale() === "tr" ? "en" : "tr";
  return (
    <form action={action}>
      <button type="submit" className="tb" name="locale" value={other} lang={other} title={t(other)}>
        {other.toUpperCase()}
        <span className="vh">, {t(other)}</span>
      </button>
    </form>
  );
}
