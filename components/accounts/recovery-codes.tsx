"use client";

import Download from "lucide-react/icons/download";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Icon } from "#components/ui/icon";

/** Codes that are shown this once: to copy, to keep as a file, to print. */
export function RecoveryCodes({ codes, host }: { codes: readonly string[]; host: string }) {
  const t = useTranslations("account.codes");
  const text = [t("fileTitle", { host }), "", ...codes, ""].join("\r\n");
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = `tellal-${t("fileName")}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="stack stack-3">
      <p>{t("shownOnce")}</p>
      <ul className="recovery-codes num">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row wrap">
        <Button small icon={<Icon of={Download} size="small" />} onClick={save}>
          {t("download")}
        </Button>
        <CopyButton text={text} />
      </div>
    </div>
  );
}
