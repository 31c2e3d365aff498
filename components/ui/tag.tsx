import type { ReactNode } from "react";

/** A fact that is not a state: a channel, a scope, a capability. */
export function Tag({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="tag">
      {icon}
      {children}
    </span>
  );
}
