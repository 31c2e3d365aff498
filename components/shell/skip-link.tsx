import { useTranslations } from "next-intl";

/** Id of the element that holds a page's content. */
export const CONTENT_ID = "content";

/** First stop of the keyboard: past everything that is on every page. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a className="skip" href={`#${CONTENT_ID}`}>
      {t("skip")}
    </a>
  );
}
