"use client";

import ShieldAlert from "lucide-react/icons/shield-alert";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";
import { Segmented } from "#components/ui/segmented";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { type CampaignKind, campaignKinds } from "#lib/domain/campaigns/model";
import { promotionalWord } from "#lib/domain/campaigns/promotional-word";

interface KindFieldProps {
  kind: CampaignKind | null;
  text: string;
  checkup: Checkup | null;
  onChange: (kind: CampaignKind) => void;
}

/** What the law calls the message. Nothing is chosen beforehand. */
export function KindField({ kind, onChange }: Pick<KindFieldProps, "kind" | "onChange">) {
  const t = useTranslations("compose.kind");
  const words = useTranslations("campaigns.kind");
  const choose = (value: string) => {
    const chosen = campaignKinds.find((one) => one === value);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <div className="field" id="kind" tabIndex={-1}>
      <span className="lab" aria-hidden="true">
        {t("label")}
      </span>
      <div>
        <Segmented
          label={t("label")}
          name="kind"
          value={kind ?? ""}
          options={campaignKinds.map((value) => ({ value, label: words(value) }))}
          onValueChange={choose}
        />
      </div>
    </div>
  );
}

/** What the chosen kind means, who it leaves out, and a question when the text sounds like the other kind. */
export function KindNotes({ slug, kind, text, checkup }: Omit<KindFieldProps, "onChange"> & { slug: string }) {
  const t = useTranslations("compose.kind");
  const word = kind === "informational" ? promotionalWord(text) : null;
  const consent = checkup?.checks.find((check) => check.code === "consent");
  const people = (checkup?.estimate.people ?? 0) + (checkup?.withoutConsent ?? 0);
  const hasCover = kind === "commercial" && checkup !== null && consent?.reason !== "kind_open" && people > 0;
  return (
    <>
      <p className="hint">{t(kind ?? "required")}</p>
      {hasCover && (
        <p className="sm num">
          {t("cover", { consented: checkup.estimate.people, left: checkup.withoutConsent })}{" "}
          {checkup.withoutConsent > 0 && (
            <Link className="lnk" href={`/w/${slug}/consent`}>
              {t("recordConsents")}
            </Link>
          )}
        </p>
      )}
      {word !== null && <Note icon={<Icon of={ShieldAlert} tone="warn" />}>{t("warn", { word })}</Note>}
    </>
  );
}
