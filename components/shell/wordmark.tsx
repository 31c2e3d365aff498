import Link from "next/link";
import { useTranslations } from "next-intl";
import { Logo } from "./logo";

/** Mark and name, leading home. */
export function Wordmark() {
  const t = useTranslations("common");
  return (
    <Link className="wordmark" href="/">
      <Logo />
      {t("product")}
    </Link>
  );
}
