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
      <Step href={previousHref} icon={<Icon of={ChevronLeft} />} label={t("previous")} />
      <Step href={nextHref} icon={<Icon of={ChevronRight} />} label={t("next")} />
    </nav>
  );
}

function Step({ href, icon, label }: { href: string | undefined; icon: ReactNode; label: string }) {
  if (href === undefined) {
    return (
      <Button small icon={icon} disabled>
        {label}
      </Button>
    );
  }
  return (
    <LinkButton small icon={icon} href={href}>
      {label}
    </LinkButton>
  );
}
