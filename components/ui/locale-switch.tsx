import { useLocale, useTranslations } from "next-intl";

interface LocaleSwitchProps {
  action: (form: FormData) => Promise<void>;
  /** The language of the page, where it is not that of the request. */
  locale?: string | undefined;
}

/** Changes to the other language. A plain form: it needs no script. */
export function LocaleSwitch({ action, locale }: LocaleSwitchProps) {
  const t = useTranslations("common.language");
  const own = useLocale();
  const other = (locale ?? own) === "tr" ? "en" : "tr";
  return (
    <form action={action}>
      <button type="submit" className="tb" name="locale" value={other} lang={other} title={t(other)}>
        {other.toUpperCase()}
        <span className="vh">, {t(other)}</span>
      </button>
    </form>
  );
}
