import type { Figures, ReportLine } from "#lib/domain/rollups/model";

/** From the parts that were estimated to those that are billed. */
export interface Bill {
  /** Parts of everybody who was to get it; the five that follow add up to it. */
  readonly estimated: number;
  readonly refused: number;
  readonly cancelled: number;
  /** May have gone out: nobody knows yet whether they are billed. */
  readonly unknown: number;
  readonly waitingToGo: number;
  /** Taken by the provider. */
  readonly sent: number;
  /** What the provider says it charged, where it says that; else what was sent. */
  readonly billed: number;
}

/**
 * Follows the parts of a campaign from the estimate to the bill.
 *
 * @param byParts Figures of the campaign by the parts of a message.
 * @param estimated Parts of all its messages that were not left out beforehand.
 */
export function billOf(figures: Figures, byParts: readonly ReportLine[], estimated: number): Bill {
  const partsOf = (key: "refused" | "cancelled" | "unknown") =>
    byParts.reduce((sum, line) => sum + Number(line.key) * line.figures[key], 0);
  const [refused, cancelled, unknown] = [partsOf("refused"), partsOf("cancelled"), partsOf("unknown")];
  return {
    ...{ estimated, refused, cancelled, unknown },
    waitingToGo: estimated - refused - cancelled - unknown - figures.parts,
    sent: figures.parts,
    billed: figures.charged,
  };
}
