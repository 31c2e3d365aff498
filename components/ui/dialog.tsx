"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useState } from "react";
import { Button, type ButtonProps, type ButtonShape } from "#components/ui/button";

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

// Fetched when the first dialog opens: most visits open none.
const DialogSurface = lazy(() =>
  import("#components/ui/dialog-surface").then((part) => ({ default: part.DialogSurface })),
);

const CloseContext = createContext<() => void>(() => undefined);

/** Something to decide before the page goes on. Focus goes in, stays in, and comes back. */
export function Dialog(props: DialogProps) {
  const [wasOpened, setOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setOpened(true);
  if (!wasOpened) return null;
  return (
    <CloseContext value={props.onClose}>
      <Suspense>
        <DialogSurface {...props} />
      </Suspense>
    </CloseContext>
  );
}

/** A button inside a dialog that leaves it without doing anything. */
export function DialogClose({ children, ...rest }: Omit<ButtonProps, "onClick">) {
  return (
    <Button look="quiet" {...rest} onClick={use(CloseContext)}>
      {children}
    </Button>
  );
}

interface DialogButtonProps extends Omit<DialogProps, "isOpen" | "onClose"> {
  /** Label of the button. */
  label: ReactNode;
  button?: ButtonShape | undefined;
}

/** A button and the dialog it opens, for pages rendered on the server: the inside may come from there. */
export function DialogButton({ label, button, ...dialog }: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog {...dialog} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
