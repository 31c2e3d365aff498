import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon";

/** Says beside a form's button that it went well; the place is there before, so that a screen reader hears it. */
export function SavedLine({ isSaved, children }: { isSaved: boolean; children: ReactNode }) {
  return (
    <p role="status" className="row sm">
      {isSaved && (
        <>
          <Icon of={Check} size="small" tone="ok" />
          {children}
        </>
      )}
    </p>
  );
}
