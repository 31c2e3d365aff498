import type { ReactNode } from "react";

/** What a dialog shows and asks. */
export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Read with the title; what will happen. */
  text?: ReactNode;
  children?: ReactNode;
  /** Buttons, the way out first. */
  footer?: ReactNode;
  width?: "regular" | "wide" | undefined;
  /** `alert` for what cannot be taken back: a press outside does not close it. */
  kind?: "plain" | "alert" | undefined;
}
