"use client";

import { Toast } from "@base-ui/react/toast";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Info from "lucide-react/icons/info";
import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Icon } from "#components/ui/icon";
import type { ToastRequest } from "#components/ui/toast-request";

const SHOWN_MS = 6000;
const icons = { ok: CircleCheck, info: Info, bad: CircleX };

interface ToastViewportProps {
  requests: readonly ToastRequest[];
  /** Told once the requests are on their way to the screen. */
  onTaken: () => void;
}

/** The stack of toasts. Only Toaster renders it, and late. */
export function ToastViewport(props: ToastViewportProps) {
  const t = useTranslations("common.toast");
  return (
    <Toast.Provider timeout={SHOWN_MS}>
      <Feeder {...props} />
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={t("region")}>
          <Stack />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Feeder({ requests, onTaken }: ToastViewportProps) {
  const { add } = Toast.useToastManager<ToastRequest>();
  useEffect(() => {
    if (requests.length === 0) return;
    for (const request of requests) {
      const isBad = request.tone === "bad";
      add({
        data: request,
        title: request.text,
        priority: isBad ? "high" : "low",
        timeout: isBad ? 0 : SHOWN_MS,
      });
    }
    onTaken();
  }, [requests, onTaken, add]);
  return null;
}

function Stack() {
  const t = useTranslations("common");
  const { toasts, close } = Toast.useToastManager<ToastRequest>();
  return toasts.map((one) => {
    const { tone = "info", action, reference } = one.data ?? {};
    return (
      <Toast.Root key={one.id} toast={one} className="toast-place" swipeDirection={["down", "right"]}>
        <Toast.Content className="toast">
          <Icon of={icons[tone]} tone={tone === "info" ? undefined : tone} />
          <span className="grow">
            <Toast.Title render={<span />} />
            {reference !== undefined && <span className="ref"> {reference}</span>}
          </span>
          {action !== undefined && (
            <button
              type="button"
              className="btn btn-s"
              onClick={() => {
                action.onPress();
                close(one.id);
              }}
            >
              {action.label}
            </button>
          )}
          <Toast.Close className="btn btn-q btn-s btn-i" title={t("close")} aria-label={t("close")}>
            <Icon of={X} size="small" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
