import type { FormAnswer } from "#components/ui/form-answer";

/** Sends one change of the team to the server. The page binds the workspace. */
export type TeamAction = (input: unknown) => Promise<FormAnswer<unknown>>;

/** What the members' table can do. */
export interface MemberActions {
  readonly changeRole: TeamAction;
  readonly setSwitches: TeamAction;
  readonly setCap: TeamAction;
  readonly remove: TeamAction;
  readonly transfer: TeamAction;
}
