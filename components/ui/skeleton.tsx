import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { VisuallyHidden } from "#components/ui/visually-hidden";

interface SkeletonProps {
  /** A length in CSS, such as `140px` or `40%`; the full width without it. */
  width?: string | undefined;
  /** In pixels, as tall as what will stand here. */
  height?: number | undefined;
}

/** A place that is being filled, of the size it will have. */
function Skeleton({ width, height = 12 }: SkeletonProps) {
  return <span className="sk" style={{ width, height }} />;
}

/** A card that is being filled. */
export function SkeletonCard({
  height = 110,
  className,
}: {
  height?: number | undefined;
  className?: string | undefined;
}) {
  const t = useTranslations("states");
  return (
    <div className={clsx("card", className)} aria-busy="true">
      <div className="cb stack stack-3">
        <VisuallyHidden>{t("loading")}</VisuallyHidden>
        <Skeleton width="40%" height={30} />
        <Skeleton width="60%" />
        <Skeleton height={height} />
      </div>
    </div>
  );
}

/** Table rows that are being filled, as tall as the rows will be. */
export function SkeletonRows({ rows = 5, columns = 4 }: { rows?: number | undefined; columns?: number | undefined }) {
  const t = useTranslations("states");
  return (
    <div className="card" aria-busy="true">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // The rows are alike and never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={row} className="sk-row">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Skeleton key={column} width={column === 0 ? "140px" : "72px"} />
          ))}
        </div>
      ))}
    </div>
  );
}
