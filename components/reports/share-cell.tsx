import { useFormatter } from "next-intl";
import { Meter } from "#components/ui/meter";

/** A share from 0 to 1 with its bar, in a cell of a table; a dash while there is none. */
export function ShareCell({ share, label }: { share: number | null; label: string }) {
  const format = useFormatter();
  if (share === null) return <span className="muted">–</span>;
  const words = format.number(share, "percentFine");
  return (
    <span className="share-cell">
      <Meter label={label} value={share} max={1} valueText={words} tone="ok" />
      <b className="num">{words}</b>
    </span>
  );
}
