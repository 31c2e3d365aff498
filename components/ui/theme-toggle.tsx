"use client";

import SunMoon from "lucide-react/icons/sun-moon";
import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";

interface ThemeToggleProps {
  /** What is kept now; `system` follows the device. */
  theme: "light" | "dark" | "system";
  /** Keeps the field `theme`. It is a form post, so the button works before any script has run. */
  action: (form: FormData) => Promise<void>;
}

/** Changes between light and dark at once; keeping the choice follows. */
export function ThemeToggle({ theme, action }: ThemeToggleProps) {
  const t = useTranslations("common.theme");
  const flip = (event: MouseEvent<HTMLButtonElement>) => {
    const root = document.documentElement;
    const isDark =
      root.dataset.theme === undefined
        ? matchMedia("(prefers-color-scheme: dark)").matches
        : root.dataset.theme === "dark";
    const next = isDark ? "light" : "dark";
    root.dataset.theme = next;
    event.currentTarget.value = next;
  };
  return (
    <form action={action}>
      <button
        type="submit"
        className="tb"
        data-theme-toggle
        name="theme"
        value={theme === "dark" ? "light" : "dark"}
        title={t("toggle")}
        onClick={flip}
      >
        <Icon of={SunMoon} />
        <VisuallyHidden>{t("toggle")}</VisuallyHidden>
      </button>
    </form>
  );
}
