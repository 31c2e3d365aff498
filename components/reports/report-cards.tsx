import type { ComponentProps } from "react";
import { BillCard } from "#components/reports/bill-card";
import { FunnelCard } from "#components/reports/funnel-card";
import { LossCard } from "#components/reports/loss-card";
import { OperatorCard } from "#components/reports/operator-card";
import { OptOutCard } from "#components/reports/opt-out-card";
import { PartsCard } from "#components/reports/parts-card";
import type { Bill } from "#lib/domain/reports/bill";
import { type CampaignFigures, optOutSpan } from "#lib/domain/rollups/model";

interface ReportCardsProps extends Omit<ComponentProps<typeof LossCard>, "reasons" | "className"> {
  people: number;
  figures: CampaignFigures;
  bill: Bill;
  optOuts: readonly number[];
}

/** What became of everybody a campaign was for, taken apart. With no addresses the figures lead to nobody. */
export function ReportCards({ people, figures: all, bill, optOuts, ...toPeople }: ReportCardsProps) {
  const { figures, byOperator, byParts, reasons } = all;
  const isSent = figures.sent > 0;
  return (
    <div className="cols eq">
      <FunnelCard people={people} figures={figures} />
      <LossCard {...toPeople} reasons={reasons} className={isSent ? "c5 tall" : "c5"} />
      {isSent && (
        <>
          <OperatorCard lines={byOperator} />
          <BillCard bill={bill} figures={figures} />
          <div className="col c5">
            <PartsCard figures={figures} lines={byParts} />
            <OptOutCard spans={optOuts} hours={optOutSpan.hours} delivered={figures.delivered} />
          </div>
        </>
      )}
    </div>
  );
}
