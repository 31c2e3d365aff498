import type { AppliedReport } from "#lib/domain/messages/commands/apply-reports";
import { readOperator } from "#lib/domain/messages/operator";
import type { DeliveryReport } from "#lib/infra/providers/driver";

/** What a polled report says of one message of ours; null while it says nothing final. */
export function appliedReport(messageId: string, report: DeliveryReport): AppliedReport | null {
  const { state, providerCode, at } = report;
  if (state === "pending") return null;
  const operator = report.operator === undefined ? null : readOperator(report.operator);
  return { messageId, state, providerCode, at, operator };
}
