import { type MessageState, type ReportedState, rank } from "./model.ts";

/** What a delivery report changes about a message. */
export interface ReportedMessage {
  readonly state: MessageState;
  readonly stateAt: Date;
  /** Our reason code, if the state has one. */
  readonly reason: string | null;
  /** The provider's own status or error code, kept as it came. */
  readonly providerCode: string | null;
}

/** One claim of a provider about one message, pushed or polled. */
export interface DeliveryReport {
  readonly state: ReportedState;
  readonly at: Date;
  readonly reason: string | null;
  readonly providerCode: string | null;
}

/**
 * Folds one delivery report into its message. Late, repeated or shuffled reports settle on the same message.
 *
 * Only a higher rank replaces a lower one. Of several reports of one state the earliest counts, and of two at the same
 * instant the one whose provider code sorts first, so that no order of arrival can be told from the result.
 *
 * @returns The same object when the report changes nothing.
 */
export function applyReport<M extends ReportedMessage>(message: M, report: DeliveryReport): M {
  const step = rank[report.state] - rank[message.state];
  if (step < 0 || (step === 0 && !comesBefore(report, message))) return message;
  const { state, at, reason, providerCode } = report;
  return { ...message, state, stateAt: at, reason, providerCode };
}

function comesBefore(report: DeliveryReport, message: ReportedMessage): boolean {
  const earlier = message.stateAt.getTime() - report.at.getTime();
  if (earlier !== 0) return earlier > 0;
  const ours = `${message.providerCode ?? ""} ${message.reason ?? ""}`;
  return `${report.providerCode ?? ""} ${report.reason ?? ""}` < ours;
}
