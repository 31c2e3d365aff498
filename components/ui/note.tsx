import type { ReactNode } from "react";

/** Something to know, beside what it is about. */
export function Note({ icon, lang, children }: { icon?: ReactNode; lang?: string | undefined; children: ReactNode }) {
  return (
    <div className="note" lang={lang}>
      {icon}
      <div className="grow">{children}</div>
    </div>
  );
}
