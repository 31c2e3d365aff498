import { useTranslations } from "next-intl";
import { formatMsisdn, type Msisdn, maskMsisdn } from "#lib/domain/contacts/model";

/** A phone number as this member may see it; one that was erased says so. */
export function PhoneNumber({ msisdn, whole }: { msisdn: Msisdn | null; whole: boolean }) {
  const t = useTranslations("messages");
  if (msisdn === null) return <span className="muted">{t("erased")}</span>;
  return <span className="num nowrap">{whole ? formatMsisdn(msisdn) : maskMsisdn(msisdn)}</span>;
}
