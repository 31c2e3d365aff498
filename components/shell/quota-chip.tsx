import Link from "next/link";
import type { ReactNode } from "react";
import { Meter } from "#components/ui/meter";

interface QuotaChipProps {
  href: string;
  /** What is left, such as "38,420 parts". */
  children: ReactNode;
  /** Where and of how much, such as "iletiniz: 38,420 of 120,000 parts". */
  title: string;
  left: number;
  total: number;
  tone?: "ink" | "warn" | "bad" | undefined;
}

/** What is left of the quota, on every page of a workspace. */
export function QuotaChip({ href, children, title, left, total, tone }: QuotaChipProps) {
  return (
    <Link className="qchip only-d" href={href} title={title}>
      <Meter label={title} value={left} max={total} tone={tone} />
      {children}
    </Link>
  );
}
