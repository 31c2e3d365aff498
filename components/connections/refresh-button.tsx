"use client";

import RefreshCw from "lucide-react/icons/refresh-cw";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";
import { askAgain } from "./ask-again";

interface RefreshButtonProps {
  slug: string;
  connectionIds: readonly string[];
  small?: boolean | undefined;
}

/** Asks the provider now, and says when it was asked too recently or did not answer. */
export function RefreshButton({ slug, connectionIds, small }: RefreshButtonProps) {
  const t = useTranslations("connections.refresh");
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const refresh = async () => {
    setBusy(true);
    const answers = await Promise.all(connectionIds.map((id) => askAgain(slug, id)));
    setBusy(false);
    const [first = null] = answers.filter((answer) => answer !== null);
    if (first === null) toast({ tone: "bad", text: t("failed") });
    else if (answers.some((answer) => answer?.asked === true)) {
      toast({ tone: "ok", text: t("done") });
      router.refresh();
    } else toast({ tone: "info", text: t("wait", { seconds: first.waitSeconds }) });
  };
  return (
    <Button small={small} busy={isBusy} icon={<Icon of={RefreshCw} size="small" />} onClick={() => void refresh()}>
      {t("action")}
    </Button>
  );
}
