"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox";
import { SelectField } from "#components/ui/select";
import { columnLetters } from "#lib/domain/imports/column-names";
import { type Delimiter, delimiters } from "#lib/domain/imports/model";
import type { ListCorrection } from "./correct-list.ts";
import type { ShownList } from "./use-list.tsx";

const names = { ";": "semicolon", ",": "comma", "\t": "tab", "|": "pipe" } as const satisfies Record<Delimiter, string>;

/** The name of a delimiter for a message; what is not known is no delimiter of ours. */
export function delimiterName(delimiter: string | null): (typeof names)[Delimiter] | null {
  const known = delimiters.find((one) => one === delimiter);
  return known === undefined ? null : names[known];
}

interface ListMappingProps {
  list: ShownList;
  isOpen: boolean;
  onCorrect: (correction: ListCorrection) => void;
}

/** What was found about a list, to be corrected: the sheet of a workbook, delimiter, header, the column with the numbers. */
export function ListMapping({ list, isOpen, onCorrect }: ListMappingProps) {
  const t = useTranslations("compose");
  const delimiter = delimiters.find((one) => one === list.delimiter) ?? null;
  const { hasHeader, phoneColumn, sheet, sheets } = list;
  return (
    <details className="twin" open={isOpen || undefined}>
      <summary className="lnk sm">{t("mapping.title")}</summary>
      <div className="stack stack-3 mapping">
        {sheets.length > 1 && (
          <SelectField
            label={t("mapping.sheet")}
            value={String(sheet)}
            options={sheets.map((name, place) => ({ value: String(place), label: name }))}
            // Another sheet has other columns.
            onChange={(event) =>
              onCorrect({ delimiter: null, hasHeader: null, phoneColumn: null, sheet: Number(event.target.value) })
            }
          />
        )}
        {list.columns.length > 0 && (
          <div className="pair">
            <SelectField
              label={t("mapping.phone")}
              placeholder={t("mapping.choose")}
              value={phoneColumn === null ? "" : String(phoneColumn)}
              options={list.columns.map((name, index) => ({ value: String(index), label: name }))}
              onChange={(event) => onCorrect({ delimiter, hasHeader, phoneColumn: Number(event.target.value), sheet })}
            />
            {sheets.length === 0 && (
              <SelectField
                label={t("mapping.delimiter")}
                value={delimiter ?? ""}
                options={delimiters.map((one) => ({ value: one, label: t(`delimiter.${names[one]}`) }))}
                // Another delimiter makes other columns, so that header and numbers are looked for anew.
                onChange={(event) =>
                  onCorrect({
                    delimiter: delimiters.find((one) => one === event.target.value) ?? null,
                    hasHeader: null,
                    phoneColumn: null,
                    sheet,
                  })
                }
              />
            )}
          </div>
        )}
        {list.columns.length > 0 && (
          <Checkbox
            label={t("mapping.header")}
            checked={hasHeader ?? false}
            onChange={(event) => onCorrect({ delimiter, hasHeader: event.target.checked, phoneColumn, sheet })}
          />
        )}
        <Sample list={list} />
      </div>
    </details>
  );
}

function Sample({ list }: { list: ShownList }) {
  const t = useTranslations("compose.mapping");
  if (list.sample.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by itself and must be reachable by keys
    <section className="tw sample" aria-label={t("sample")} tabIndex={0}>
      <table className="dense">
        <caption className="vh">{t("sample")}</caption>
        <thead>
          <tr>
            {list.columns.map((name, index) => (
              <th key={name} scope="col" className="nowrap">
                {name}
                {index === list.phoneColumn && <span className="tag"> {t("isPhone")}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.sample.map((cells, row) => (
            // The rows are a beginning that never changes order.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={row}>
              {list.columns.map((name, index) => (
                <td key={name + columnLetters(index)} className="nowrap">
                  {cells[index] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
