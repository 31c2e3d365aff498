"use client";

import { createContext, type ReactNode, use, useState } from "react";
import { Button, type ButtonProps, type ButtonShape } from "#components/ui/button";
import type { DialogProps } from "#components/ui/dialog-props";
import { useLate } from "#components/ui/use-late";

// Fetched when the first dialog opens: most visits open none.
const load = () => import("#components/ui/dialog-surface").then((module) => module.DialogSurface);

const CloseContext = createContext<() => void>(() => undefined);

/** Something to decide before the page goes on. Focus goes in, stays in, and comes back. */
export function Dialog(props: DialogProps) {
  const DialogSurface = useLate(load, props.isOpen);
  if (DialogSurface === undefined) return null;
  return (
    <CloseContext value={props.onClose}>
      <DialogSurface {...props} />
    </CloseContext>
  );
}

/** Leaves the dialog around a form once what it asked for is done; outside of one it does nothing. */
export function useCloseDialog(): () => void {
  return use(CloseContext);
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
