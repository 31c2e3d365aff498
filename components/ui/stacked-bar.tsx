import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";

/** How a part is drawn. On its way and lost are hatched, so that colour is never the only sign. */
export type PartLook = "ok" | "info" | "bad" | "warn" | "quiet" | "ink" | "soft" | "hold" | "rest";

export interface BarPart {
  key: string;
  label: string;
  value: number;
  look: PartLook;
}

interface StackedBarProps {
  /** What is divided, such as "Recipients by state". */
  label: string;
  parts: readonly BarPart[];
  /** The whole; the sum of the parts without it. */
  total?: number | undefined;
  size?: "line" | "tall" | undefined;
  /** Names and figures under the bar. */
  legend?: boolean | undefined;
  /** Offers the same as a table. */
  table?: boolean | undefined;
}

const looks: Record<PartLook, string> = {
  ok: "m-ok",
  info: "m-info",
  bad: "m-bad",
  warn: "m-warn",
  quiet: "m-quiet",
  ink: "m-ink",
  soft: "m-soft",
  hold: "m-hold",
  rest: "m-track",
};

/** One whole in parts. A part that exists is never too thin to see. */
export function StackedBar({ label, parts, total, size = "line", legend = true, table = false }: StackedBarProps) {
  const t = useTranslations("common");
  const format = useFormatter();
  const whole = total ?? parts.reduce((sum, part) => sum + part.value, 0);
  const shown = parts.filter((part) => part.value > 0);
  const share = (part: BarPart) => format.number(whole > 0 ? part.value / whole : 0, "percentFine");
  const summary = shown.map((part) => `${part.label}: ${format.number(part.value, "count")}`).join(", ");
  return (
    <div className="stack stack-3">
      <span className={clsx("sbar", size === "tall" && "sbar-l")} role="img" aria-label={`${label}. ${summary}`}>
        {shown
          .filter((part) => part.look !== "rest")
          .map((part) => (
            <i
              key={part.key}
              className={looks[part.look]}
              style={{ width: `${whole > 0 ? (part.value / whole) * 100 : 0}%` }}
            />
          ))}
      </span>
      {legend && (
        <ul className="legend">
          {parts.map((part) => (
            <li key={part.key}>
              <i className={clsx("sw", looks[part.look])} aria-hidden="true" />
              {part.label} <b>{format.number(part.value, "count")}</b>
            </li>
          ))}
        </ul>
      )}
      {table && (
        <details className="twin">
          <summary className="lnk sm">{t("asTable")}</summary>
          <table className="dense">
            <caption className="vh">{label}</caption>
            <tbody>
              {parts.map((part) => (
                <tr key={part.key}>
                  <th scope="row">{part.label}</th>
                  <td className="r">{format.number(part.value, "count")}</td>
                  <td className="r muted">{share(part)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
