import Check from "lucide-react/icons/check";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon";
import { Meter } from "#components/ui/meter";
import { VisuallyHidden } from "#components/ui/visually-hidden";

/** One of the first steps. */
export interface FirstStep {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** About how long it takes. */
  readonly time?: string | undefined;
  readonly isDone: boolean;
  /** What takes the step; shown at the next one only. */
  readonly action?: ReactNode;
}

/** The first steps of a workspace. The first that is not done stands out and carries its button. */
export function StepList({ steps }: { steps: readonly FirstStep[] }) {
  const t = useTranslations("dashboard.steps");
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone);
  const progress = t("progress", { done, all: steps.length });
  return (
    <>
      <h2 className="vh">{t("card")}</h2>
      <div className="row px-6 pt-3.5 pb-3 max-tablet:px-4">
        <span className="sm muted num">{progress}</span>
        <span className="end w-30">
          <Meter label={progress} value={done} max={steps.length} />
        </span>
      </div>
      <ol className="todo">
        {steps.map((step, index) => (
          <li key={step.key} className={step.isDone ? "done" : step === next ? "now" : undefined}>
            <span className="n">
              {step.isDone ? (
                <>
                  <Icon of={Check} size="small" />
                  <VisuallyHidden>{t("done")}</VisuallyHidden>
                </>
              ) : (
                index + 1
              )}
            </span>
            <div className="grow">
              <div className="row wrap">
                <h3>{step.title}</h3>
                {step.time !== undefined && !step.isDone && <span className="cap muted">{step.time}</span>}
              </div>
              <p className="sm muted">{step.text}</p>
              {step === next && step.action !== undefined && <div className="mt-2.5">{step.action}</div>}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
