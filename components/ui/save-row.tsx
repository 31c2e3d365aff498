import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import type { ButtonProps } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { SubmitButton } from "#components/ui/submit-button";

interface SaveRowProps extends Pick<ButtonProps, "look" | "small"> {
  isSaved: boolean;
  /** On the button, and beside it once it went well. */
  submit: ReactNode;
  saved: ReactNode;
}

/** The end of a form that stays where it is: its button, and beside it that it went well. */
export function SaveRow({ isSaved, submit, saved, ...button }: SaveRowProps) {
  return (
    <div className="row">
      <SubmitButton {...button}>{submit}</SubmitButton>
      {/* There before it is filled, so that a screen reader hears it. */}
      <p role="status" className="row sm">
        {isSaved && (
          <>
            <Icon of={Check} size="small" tone="ok" />
            {saved}
          </>
        )}
      </p>
    </div>
  );
}
