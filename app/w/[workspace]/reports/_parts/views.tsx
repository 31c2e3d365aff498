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

/** The reports that are kept under a name; the open one can be taken away, one that is not kept yet can be. */
export async function Views({ path, query, kept, scope }: ViewsProps) {
  const t = await getTranslations("reports.views");
  const said = reportParameters(query).toString();
  const maySave = scope.may("reports:save");
  const isKept = kept.some((view) => view.query === said);
  if (kept.length === 0 && !maySave) return null;
  return (
    <ClientTexts also={["reports"]}>
      <div className="row wrap">
        {kept.length > 0 && (
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
                {of === said && maySave && (
                  <RemoveView slug={scope.slug} viewId={id} name={name} remove={removeViewAction} />
                )}
              </li>
            ))}
          </ul>
        )}
        {maySave && !isKept && <SaveView slug={scope.slug} query={said} save={saveViewAction} />}
      </div>
    </ClientTexts>
  );
}
