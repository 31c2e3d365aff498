import type { PublicId } from "#lib/domain/ids";
import type { InviteState, Role } from "#lib/domain/team/model";

/** A member as the page of the team shows it. */
export interface MemberRow {
  readonly id: PublicId<"person">;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly maySend: boolean;
  readonly mayApprove: boolean;
  readonly fullNumbers: boolean;
  readonly dailyCap: number | null;
  readonly lastSeenAt: Date | null;
  /** Whether a stolen password alone does not open the account: an authenticator that was confirmed, or a passkey. */
  readonly hasSecondFactor: boolean;
  readonly isOneself: boolean;
}

/** An invitation that waits for its answer, or has waited too long. */
export interface InviteRow {
  readonly id: PublicId<"invite">;
  readonly email: string;
  readonly role: Role;
  readonly state: InviteState;
  readonly expiresAt: Date;
  /** Name of who sent it. */
  readonly by: string;
  /** Whether the one who looks may send it again or take it back. */
  readonly isTouchable: boolean;
}
