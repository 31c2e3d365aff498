import type { ReactNode } from "react";

/** Something to know, beside what it is about. */
export function Note({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div className="note">
      {icon}
      <div className="grow">{children}</div>
    </div>
  );
}
