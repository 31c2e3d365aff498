import { clsx } from "clsx";
import type { ReactNode } from "react";

/** One column of a table. */
export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of the cell. */
  align?: "start" | "end" | undefined;
  /** Keeps the header for assistive technology only, as over a row's menu. */
  hideHeader?: boolean | undefined;
  /**
   * How the cell stands in the card that a row becomes on a phone: `full` takes a line, `end` the right half, `labelled`
   * a line that starts with its header, `corner` the upper right, `hidden` nothing; otherwise the next free half.
   */
  onPhone?: "full" | "end" | "labelled" | "corner" | "hidden" | undefined;
  /** A length in CSS, or `fit` for as narrow as the content. */
  width?: string | undefined;
}

interface TableProps<Row> {
  /** What the table lists; read first by assistive technology. */
  caption: ReactNode;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Marks the row whose panel is open. */
  isSelected?: ((row: Row) => boolean) | undefined;
  dense?: boolean | undefined;
}

const phone = { full: "full", end: "a-r", labelled: "full lr", corner: "corner", hidden: "hide-m" } as const;

/** Rows of the same kind. Under 768 px each row is a card. It scrolls by itself where it does not fit, never the page. */
export function Table<Row>({ caption, columns, rows, rowKey, isSelected, dense }: TableProps<Row>) {
  return (
    <div className="tw">
      <table className={clsx("cards", dense && "dense")}>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={clsx(column.align === "end" && "r")}
                style={column.width === undefined ? undefined : { width: column.width === "fit" ? "1%" : column.width }}
              >
                {column.hideHeader ? <span className="vh">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const isMarked = isSelected?.(row) ?? false;
            return (
              <tr key={rowKey(row)} className={clsx(isMarked && "is-sel")} aria-current={isMarked ? "true" : undefined}>
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={clsx(column.align === "end" && "r", column.onPhone && phone[column.onPhone])}
                    data-l={column.onPhone === "labelled" ? column.header : undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
