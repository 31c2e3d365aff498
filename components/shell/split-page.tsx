import CheckCheck from "lucide-react/icons/check-check";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { CONTENT_ID, SkipLink } from "./skip-link";
import { Wordmark } from "./wordmark";

/** The way in: a form on one side, the crier on the other, where there is room for him. */
export function SplitPage({ controls, children }: { controls?: ReactNode; children: ReactNode }) {
  const t = useTranslations("shell.signIn");
  return (
    <div className="split">
      <SkipLink />
      <div className="split-main">
        <header className="row">
          <Wordmark />
          <div className="controls">{controls}</div>
        </header>
        <main className="split-form" id={CONTENT_ID} tabIndex={-1}>
          <noscript>
            <Banner tone="warn">{t("noScript")}</Banner>
          </noscript>
          {children}
        </main>
        <footer className="cap muted">{t("footnote")}</footer>
      </div>
      <aside className="split-side">
        <Lace />
        <div className="cry">
          <p className="bubble">{t("bubble")}</p>
          <p className="row sm muted">
            <Icon of={CheckCheck} size="small" tone="ok" />
            {t("promise")}
          </p>
        </div>
      </aside>
    </div>
  );
}

/** The drum's lacing as a pattern. */
function Lace() {
  const pattern = useId();
  return (
    <svg className="lace" width="100%" height="100%" aria-hidden="true">
      <defs>
        <pattern id={pattern} width="56" height="72" patternUnits="userSpaceOnUse">
          <path d="M0 4h56M0 68h56" stroke="currentColor" strokeWidth="1.5" />
          <path d="M0 8 28 64 56 8" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${pattern})`} />
    </svg>
  );
}
