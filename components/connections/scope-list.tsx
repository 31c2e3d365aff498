import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { OAUTH_SCOPES, type OAuthScope } from "#lib/domain/connections/model";

/** The four permissions: what each is for, which were granted, and what is lost without the others. */
export function ScopeList({ missing, extra }: { missing: readonly OAuthScope[]; extra: readonly string[] }) {
  const t = useTranslations("connections.scopes");
  const granted = OAUTH_SCOPES.length - missing.length;
  return (
    <>
      <h3 className="sm row mb-2.5">
        {t("title")} <span className="muted">{t("count", { granted, asked: OAUTH_SCOPES.length })}</span>
      </h3>
      <ul className="cols gap-x-4 gap-y-2.5">
        {OAUTH_SCOPES.map((scope) => {
          const isMissing = missing.includes(scope);
          return (
            <li key={scope} className="c6 row top-a">
              <Icon of={isMissing ? Minus : Check} size="small" tone={isMissing ? "warn" : "ok"} />
              <span>
                <VisuallyHidden>{t(isMissing ? "missing" : "granted")}: </VisuallyHidden>
                <code>{scope}</code>
                <span className="cap muted block">{t(`name.${scope}`)}</span>
                {isMissing && <span className="cap block warn-t">{t(`lost.${scope}`)}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      {extra.length > 0 && <p className="cap muted mt-2">{t("extra", { scopes: extra.join(", ") })}</p>}
    </>
  );
}
