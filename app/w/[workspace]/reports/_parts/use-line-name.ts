import { useTranslations } from "next-intl";
import { operators } from "#lib/domain/messages/operator";
import { messageSources } from "#lib/domain/messages/schema";
import type { Breakdown } from "#lib/domain/reports/schema";
import type { ReportLine } from "#lib/domain/rollups/model";

/** Names the lines of a report as people read them. */
export function useLineName(by: Breakdown): (line: ReportLine) => string {
  const t = useTranslations("reports");
  const m = useTranslations("messages");
  const names = useTranslations("report.operator");
  return ({ key, label }) => {
    switch (by) {
      case "operator":
        return names(operators.find((one) => one === key) ?? "unknown");
      case "source": {
        const source = messageSources.find((one) => one === key);
        return source === undefined ? key : m(`source.${source}`);
      }
      case "kind":
        return t(
          key === "commercial" ? "kind.commercial" : key === "informational" ? "kind.informational" : "kind.none",
        );
      case "parts":
        return m("filter.partCount", { n: Number(key) });
      case "campaign":
        return label ?? t("noCampaign");
      case "member":
        return label ?? t("noMember");
      case "sender":
      case "connection":
        return label ?? key;
    }
  };
}
