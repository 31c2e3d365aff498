import { clsx } from "clsx";
import { useFormatter } from "next-intl";

interface MomentProps {
  at: Date;
  /** The zone it is told in; without one it is that of the page. */
  zone?: string | undefined;
  /** How much of it is told. */
  as?: "moment" | "date" | "exact" | undefined;
  muted?: boolean | undefined;
}

/** A point in time in the reader's language, on one line. */
export function Moment({ at, zone, as = "moment", muted }: MomentProps) {
  const format = useFormatter();
  return (
    <time className={clsx("num nowrap", muted && "muted")} dateTime={at.toISOString()}>
      {format.dateTime(at, as, zone === undefined ? {} : { timeZone: zone })}
    </time>
  );
}
