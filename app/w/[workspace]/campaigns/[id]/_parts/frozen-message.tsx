import { useTranslations } from "next-intl";
import { CardBody } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import type { CampaignHead } from "#lib/domain/campaigns/report";

/** The text as it was frozen at the start, with its variables, and the hash that proves it. */
export function FrozenMessage({ head, mayRead }: { head: CampaignHead; mayRead: boolean }) {
  const t = useTranslations("report.message");
  const m = useTranslations("messages.panel");
  return (
    <CardBody className="stack">
      <div>
        <h3>{t("frozen")}</h3>
        <p className="sm muted">{t("frozenText")}</p>
      </div>
      {mayRead ? <div className="bubble">{head.text}</div> : <p className="sm muted">{m("hidden")}</p>}
      {head.contentHash !== null && (
        <KeyValues
          items={[{ key: "hash", term: t("hash"), value: <code className="break-all">{head.contentHash}</code> }]}
        />
      )}
    </CardBody>
  );
}
