"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import type { DialogProps } from "#components/ui/dialog-props";
import { Icon } from "#components/ui/icon";

/** The surface behind Dialog. Only Dialog renders it, and late. */
export function DialogSurface({ isOpen, onClose, title, text, children, footer, width, kind = "plain" }: DialogProps) {
  const t = useTranslations("common");
  const Parts = kind === "alert" ? AlertDialog : Dialog;
  return (
    <Parts.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Parts.Portal>
        <Parts.Backdrop className="backdrop" />
        <Parts.Viewport className="dialog-place">
          <Parts.Popup className={clsx("dialog", width === "wide" && "dialog-wide")}>
            <header>
              <Parts.Title>{title}</Parts.Title>
              {footer === undefined && kind === "plain" && (
                <Parts.Close className="btn btn-q btn-i btn-s end" title={t("close")} aria-label={t("close")}>
                  <Icon of={X} size="small" />
                </Parts.Close>
              )}
            </header>
            <div className="dialog-body">
              {text !== undefined && (
                <Parts.Description className="text-2" render={<div />}>
                  {text}
                </Parts.Description>
              )}
              {children}
            </div>
            {footer !== undefined && <footer>{footer}</footer>}
          </Parts.Popup>
        </Parts.Viewport>
      </Parts.Portal>
    </Parts.Root>
  );
}
