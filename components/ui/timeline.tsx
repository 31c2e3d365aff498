import { clsx } from "clsx";
import type { ReactNode } from "react";

export interface TimelineEvent {
  key: string;
  title: ReactNode;
  /** The instant, for machines (ISO 8601), and as people read it. */
  at: string;
  time: ReactNode;
  tone?: "ok" | "bad" | "now" | undefined;
  children?: ReactNode;
}

/** What happened, in order. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <ol className="tl">
      {events.map((event) => (
        <li key={event.key} className={event.tone}>
          <div className="row">
            <b>{event.title}</b>
            <time dateTime={event.at}>{event.time}</time>
          </div>
          {event.children !== undefined && <div className="muted">{event.children}</div>}
        </li>
      ))}
    </ol>
  );
}

export interface Step {
  key: string;
  label: ReactNode;
  /** Time or figure under the label. */
  detail?: ReactNode;
  state: "done" | "now" | "next";
}

interface StepsProps {
  label: string;
  steps: readonly Step[];
  /** How far the present step has come, 0 to 1. */
  progress?: number | undefined;
}

/** The stations of something under way. On a phone only the last done, the present and the next one stand. */
export function Steps({ label, steps, progress = 0.5 }: StepsProps) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.key}
          className={clsx(step.state !== "next" && step.state)}
          aria-current={step.state === "now" ? "step" : undefined}
          style={step.state === "now" ? ({ "--at": `${progress * 100}%` } as React.CSSProperties) : undefined}
        >
          <b>{step.label}</b>
          {step.detail !== undefined && <span>{step.detail}</span>}
        </li>
      ))}
    </ol>
  );
}
