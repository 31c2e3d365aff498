/** Whether the same attempt may succeed later without the person changing anything. One line per code of the product. */
const retryHelps = {
  "account.already_set_up": false,
  "account.disabled": false,
  "account.code_missing": false,
  "account.elsewhere_failed": true,
  "account.elsewhere_off": false,
  "account.elsewhere_taken": false,
  "account.elsewhere_unverified": false,
  "account.email_not_valid": false,
  "account.factor_exists": false,
  "account.factor_missing": false,
  "account.last_way": false,
  "account.mail_not_ready": false,
  "account.name_empty": false,
  "account.passkey_failed": true,
  "account.passkey_known": false,
  "account.passkeys_full": false,
  "account.step_over": false,
  "account.proof_needed": true,
  "account.reset_not_valid": false,
  "account.sign_up_closed": false,
  "account.signed_out": false,
  "account.too_many_tries": true,
  "account.weak_password": false,
  "account.wrong_code": false,
  "account.wrong_current_password": false,
  "account.wrong_password": false,
  "instance.already_so": false,
  "instance.job_gone": false,
  "instance.last_operator": false,
  "instance.not_found": false,
  "instance.note_one_language": false,
  "instance.owner_disabled": false,
  "instance.reason_missing": false,
  "instance.workspace_not_found": false,
  "request.too_large": false,
  "request.busy": true,
  "request.too_many_streams": true,
  "request.wrong_host": false,
  "request.wrong_origin": false,
  "request.wrong_type": false,
  "workspace.not_allowed": false,
  "workspace.not_found": false,
  "workspace.not_own": false,
  "workspace.over_limit": false,
  "workspace.suspended": false,
  "workspace.name_empty": false,
  "workspace.slug_not_valid": false,
  "workspace.slug_taken": false,
  "workspace.zone_not_valid": false,
  "workspace.halted": false,
  "workspace.not_halted": false,
  "workspace.closing": false,
  "team.account_exists": false,
  "team.already_invited": false,
  "team.already_member": false,
  "team.cap_not_valid": false,
  "team.invite_gone": false,
  "team.invite_of_another": false,
  "team.invite_not_found": false,
  "team.last_owner": false,
  "team.member_not_found": false,
  "team.name_mismatch": false,
  "team.not_oneself": false,
  "team.role_too_high": false,
  "team.too_many_invites": true,
  "campaign.already_decided": false,
  "workspace.not_closing": false,
  "workspace.name_mismatch": false,
  "settings.mersis_not_valid": false,
  "settings.day_not_valid": false,
  "settings.hours_equal": false,
  "settings.number_not_valid": false,
  "archive.building": true,
  "archive.not_found": false,
  "import.expired": false,
  "person.in_flight": true,
  "person.number_not_valid": false,
  "campaign.already_started": false,
  "campaign.approval_required": false,
  "campaign.changed_since_review": false,
  "campaign.comment_required": false,
  "campaign.connection_not_ready": true,
  "campaign.hold_not_placed": true,
  "campaign.may_not_approve": false,
  "campaign.may_not_control": false,
  "campaign.messages_open": true,
  "campaign.nobody_may_send": false,
  "campaign.not_author": false,
  "campaign.nothing_unknown": false,
  "campaign.not_due": true,
  "campaign.not_found": false,
  "campaign.over_cap": false,
  "campaign.own_approval": false,
  "campaign.pause_remains": true,
  "campaign.preflight_red": false,
  "campaign.signature_invalid": false,
  "campaign.already_retried": false,
  "campaign.nobody_to_retry": false,
  "campaign.start_passed": false,
  "campaign.time_not_valid": false,
  "campaign.time_skipped": false,
  "campaign.too_many_comments": false,
  "campaign.undo_closed": false,
  "campaign.undo_open": true,
  "campaign.wrong_state": false,
  "campaign.stale": false,
  "connection.access_refused": false,
  "connection.account_connected": false,
  "connection.account_inactive": false,
  "connection.confirmation_over": false,
  "connection.hash_missing": false,
  "connection.key_refused": false,
  "connection.name_mismatch": false,
  "connection.not_active": false,
  "connection.not_configured": false,
  "connection.not_found": false,
  "connection.provider_off": false,
  "connection.provider_silent": true,
  "connection.scope_missing": false,
  "connection.too_many_tries": true,
  "sender.listed_by_provider": false,
  "sender.not_approved": false,
  "sender.not_found": false,
  "consent.future_date": false,
  "consent.list_too_large": false,
  "consent.no_numbers": false,
  "consent.not_suppressed": false,
  "opt_out.gone": false,
  "otp.country": false,
  "otp.not_found": false,
  "otp.not_sent": true,
  "otp.suppressed": false,
  "otp.text_without_code": false,
  "otp.too_many": true,
  "otp.too_soon": true,
  "opt_out.too_many": true,
  "consent.no_registry": false,
  "consent.registry_refused": false,
  "consent.registry_silent": true,
  "consent.too_many_checks": true,
  "consent.too_many_numbers": false,
  "import.empty": false,
  "import.field_too_long": false,
  "import.header_only": false,
  "import.mixed_encoding": false,
  "import.no_phone_column": false,
  "import.not_text": false,
  "import.nul_bytes": false,
  "import.too_large": false,
  "import.too_many_columns": false,
  "import.too_many_rows": false,
  "import.unclosed_quote": false,
  "message.empty": false,
  "message.malformed_text": false,
  "message.too_long": false,
  "upload.incomplete": true,
  "upload.length_required": false,
  "upload.not_found": false,
  "upload.not_ready": true,
  "upload.in_use": false,
  "upload.file_gone": false,
  "upload.too_many": true,
  "test.number_not_mobile": false,
  "test.number_not_found": false,
  "test.too_many": true,
  "test.too_many_codes": true,
  "test.no_sender": false,
  "test.missing_value": false,
  "test.text_not_ready": false,
} as const satisfies Record<string, boolean>;

/** Every refusal the product can give. A new code is a new line in the table above. */
export type ErrorCode = keyof typeof retryHelps;

/** What a refusal says about its case: plain values only, so that it can cross to the browser and be put into a sentence. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Whether a text is the code of a refusal. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(retryHelps, text);
}

/** Says whether trying again later, unchanged, can help. */
export function isRetryable(code: ErrorCode): boolean {
  return retryHelps[code];
}

/**
 * A refusal: the request was understood and the answer is no.
 *
 * The message is the code itself; what a person reads is chosen by the gate from `code` and `detail`. Neither may hold
 * a secret or a phone number.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = "DomainError";
    this.code = code;
    this.detail = detail;
  }

  /** Whether trying again later, unchanged, can help. */
  get retryable(): boolean {
    return isRetryable(this.code);
  }
}
