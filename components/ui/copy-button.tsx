"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, type ButtonShape } from "#components/ui/button";
import { Icon } from "#components/ui/icon";

interface CopyButtonProps extends Omit<ButtonShape, "icon"> {
  /** What lands on the clipboard. */
  text: string;
  /** What it is, such as "Copy the address"; "Copy" without it. */
  label?: string | undefined;
}

const SHOWN_MS = 2000;

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, ...shape }: CopyButtonProps) {
  const t = useTranslations("common");
  const [outcome, setOutcome] = useState<"none" | "copied" | "copyFailed">("none");
  useEffect(() => {
    if (outcome === "none") return;
    const timer = setTimeout(() => setOutcome("none"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("copyFailed"),
    );
  return (
    <>
      <Button small {...shape} icon={<Icon of={outcome === "copied" ? Check : Copy} size="small" />} onClick={copy}>
        {label ?? t("copy")}
      </Button>
      <span className={outcome === "copyFailed" ? "sm bad-t" : "vh"} role="status">
        {outcome !== "none" && t(outcome)}
      </span>
    </>
  );
}
