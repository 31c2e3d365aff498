import Link from "next/link";
import { PhoneNumber } from "#components/messages/phone-number";
import type { Msisdn } from "#lib/domain/contacts/model";

interface PersonLinkProps {
  msisdn: Msisdn;
  /** The person as an address names them. */
  person: string;
  /** Address of the page of consents. */
  path: string;
  whole: boolean;
}

/** A number that leads to everything on record about its person. */
export function PersonLink({ msisdn, person, path, whole }: PersonLinkProps) {
  return (
    <Link className="strong" href={`${path}?person=${person}`} prefetch={false}>
      <PhoneNumber msisdn={msisdn} whole={whole} />
    </Link>
  );
}
