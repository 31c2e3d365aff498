import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { Tone } from "#components/ui/badge";

interface BannerProps {
  tone?: Tone | undefined;
  icon?: ReactNode;
  /** `alert` interrupts a screen reader, for what went wrong just now; `status` waits; none for what was there on arrival. */
  live?: "alert" | "status" | undefined;
  /** The one button that puts it right. */
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence across the page, with at most one button. */
export function Banner({ tone = "info", icon, live, action, children }: BannerProps) {
  return (
    <div className={clsx("banner", tone !== "info" && `k-${tone}`)} role={live}>
      {icon}
      <div className="grow">{children}</div>
      {action !== undefined && <div className="acts">{action}</div>}
    </div>
  );
}
