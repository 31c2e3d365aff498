import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleX from "lucide-react/icons/circle-x";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";

/** `ok` green, `warn` amber with its reason, `bad` red with a way to fix it, `off` not looked at. */
export type CheckState = "ok" | "warn" | "bad" | "off";

export interface CheckLine {
  key: string;
  state: CheckState;
  /** The state in a word, for assistive technology. */
  stateLabel: string;
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
}

const icons = { ok: CircleCheck, warn: CircleAlert, bad: CircleX, off: CircleDashed };

/** Checks and what they found, as before a launch or after a connection was examined. */
export function CheckList({ lines }: { lines: readonly CheckLine[] }) {
  return (
    <ul className="lights">
      {lines.map((line) => (
        <li key={line.key}>
          <Icon of={icons[line.state]} tone={line.state} />
          <div className="grow">
            <VisuallyHidden>{line.stateLabel}: </VisuallyHidden>
            <b>{line.title}</b>
            {line.text !== undefined && <span>{line.text}</span>}
          </div>
          {line.action !== undefined && <div className="acts">{line.action}</div>}
        </li>
      ))}
    </ul>
  );
}
