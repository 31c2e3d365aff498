import { formatMsisdn, type Msisdn, maskMsisdn } from "#lib/domain/contacts/model";

/** A phone number as this member may see it. */
export function PhoneNumber({ msisdn, whole }: { msisdn: Msisdn; whole: boolean }) {
  return <span className="num nowrap">{whole ? formatMsisdn(msisdn) : maskMsisdn(msisdn)}</span>;
}
