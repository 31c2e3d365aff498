import { clsx } from "clsx";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { RemoveView, SaveView } from "#components/reports/save-view";
import { ClientTexts } from "#components/shell/client-texts";
import { reportParameters } from "#lib/domain/reports/address";
import type { KeptReport } from "#lib/domain/reports/queries";
import type { ReportQuery } from "#lib/domain/reports/schema";
import type { Scope } from "#lib/gate/scope";
import { removeViewAction, saveViewAction } from "../actions";

interface ViewsProps {
  path: string;
  query: ReportQuery;
  kept: readonly KeptReport[];
  scope: Scope;
}

/** Keeps the report as it stands, unless it is kept already, for those who may. */
export function SaveThis({ query, kept, scope }: Omit<ViewsProps, "path">) {
  const said = reportParameters(query).toString();
  if (!scope.may("reports:save") || kept.some((view) => view.query === said)) return null;
  return (
    <ClientTexts also={["reports"]}>
      <SaveView slug={scope.slug} query={said} save={saveViewAction} />
    </ClientTexts>
  );
}

/** The reports that are kept under a name; the open one can be taken away. */
export async function Views({ path, query, kept, scope }: ViewsProps) {
  const t = await getTranslations("reports.views");
  const said = reportParameters(query).toString();
  if (kept.length === 0) return null;
  return (
    <ClientTexts also={["reports"]}>
      <ul className="row wrap" aria-label={t("label")}>
        {kept.map(({ id, name, query: of }) => (
          <li key={id} className="row">
            <Link
              className={clsx("chip", of === said && "on")}
              aria-current={of === said ? "true" : undefined}
              href={of === "" ? path : `${path}?${of}`}
            >
              {name}
            </Link>
            {of === said && scope.may("reports:save") && (
              <RemoveView slug={scope.slug} viewId={id} name={name} remove={removeViewAction} />
            )}
          </li>
        ))}
      </ul>
    </ClientTexts>
  );
}
