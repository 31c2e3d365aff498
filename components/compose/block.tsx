import Check from "lucide-react/icons/check";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";

interface BlockProps {
  id: string;
  number: number;
  title: ReactNode;
  summary?: ReactNode;
  isDone: boolean;
  children: ReactNode;
}

/** One of the numbered parts of the composer. */
export function Block({ id, number, title, summary, isDone, children }: BlockProps) {
  const t = useTranslations("compose.block");
  return (
    <section className="compose-block" aria-labelledby={id}>
      <span className={isDone ? "n done" : "n"}>
        {isDone ? (
          <>
            <Icon of={Check} size="small" />
            <VisuallyHidden>{t("done")}</VisuallyHidden>
          </>
        ) : (
          number
        )}
      </span>
      <div className="bh">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {summary !== undefined && <span className="sm">{summary}</span>}
      </div>
      <div className="stack stack-3">{children}</div>
    </section>
  );
}
