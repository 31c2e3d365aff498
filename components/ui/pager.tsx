import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";

interface PagerProps {
  /** Addresses of the neighbouring pages; none at an end. */
  previousHref: string | undefined;
  nextHref: string | undefined;
  /** What is shown, such as "50 of about 12,000". */
  children?: ReactNode;
}

/** Steps through a list that is read by key, so there are neighbours and no page numbers. */
export function Pager({ previousHref, nextHref, children }: PagerProps) {
  const t = useTranslations("common.pager");
  return (
    <nav className="pager" aria-label={t("label")}>
      <span className="grow">{children}</span>
      <Step href={previousHref}>
        <Icon of={ChevronLeft} />
        {t("previous")}
      </Step>
      <Step href={nextHref}>
        {t("next")}
        <Icon of={ChevronRight} />
      </Step>
    </nav>
  );
}

function Step({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) {
    return (
      <Button small disabled>
        {children}
      </Button>
    );
  }
  return (
    <LinkButton small href={href}>
      {children}
    </LinkButton>
  );
}
