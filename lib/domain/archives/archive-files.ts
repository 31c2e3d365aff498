import { toPublicId } from "#lib/domain/ids";
import { NO_CAMPAIGN } from "#lib/domain/messages/book-moves";

/** Of a file, in plain letters that every unpacker writes right. */
type FileNames = Readonly<Record<"tr" | "en", string>>;

/** One table of an archive: its name in the language of the workspace, its columns, and the rows as a query, see `queryOf`. */
export interface ArchiveFile {
  readonly names: FileNames;
  readonly columns: readonly string[];
  /** Answers the columns in their order, each as text. */
  readonly query: string;
}

/** An instant as everybody's tools read it. */
export const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A table of an archive from its columns and their expressions. */
export function file(names: FileNames, columns: Readonly<Record<string, string>>, from: string): ArchiveFile {
  const list = Object.values(columns).map((expression) => `(${expression})::text`);
  return { names, columns: Object.keys(columns), query: `SELECT ${list.join(", ")} FROM ${from}` };
}

const uuid = /^[0-9a-f-]{36}$/;

/** The query of a file without parameters: `$1` is the workspace, `$2` a campaign and `$3` its public id, where it is of one. */
export function queryOf(file: ArchiveFile, workspaceId: string, campaignId = NO_CAMPAIGN): string {
  if (!uuid.test(workspaceId) || !uuid.test(campaignId)) throw new Error("not an id");
  return file.query
    .replaceAll("$1", () => `'${workspaceId}'::uuid`)
    .replaceAll("$2", () => `'${campaignId}'::uuid`)
    .replaceAll("$3", () => toPublicId("campaign", campaignId));
}

/** Everything a workspace holds that is its own. Provider keys are not: they open accounts elsewhere. */
export const archiveFiles: readonly ArchiveFile[] = [
  file(
    { en: "workspace", tr: "calisma-alani" },
    {
      ...{
        name: "name",
        address: "slug",
        zone: "zone",
        language: "locale",
        trade_name: "trade_name",
        mersis: "mersis",
      },
      ...{ undo_seconds: "undo_seconds", daily_cap: "daily_cap", created_at: iso("created_at") },
    },
    "workspaces WHERE id = $1",
  ),
  file(
    { en: "members", tr: "uyeler" },
    { name: "u.name", email: "u.email", role: "m.role", joined_at: iso("m.created_at") },
    "memberships m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = $1 ORDER BY m.created_at",
  ),
  file(
    { en: "connections", tr: "baglantilar" },
    {
      ...{ id: "id", provider: "provider", remote_name: "remote_name", state: "state" },
      ...{ scopes: "array_to_string(scopes, ' ')", connected_at: iso("connected_at") },
    },
    "connections WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "senders", tr: "basliklar" },
    { connection_id: "connection_id", name: "name", status: "status", is_default: "is_default" },
    "senders WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "campaigns", tr: "kampanyalar" },
    {
      ...{ id: "id", name: "name", state: "state", reason: "state_reason", kind: "kind", sender: "sender_name" },
      ...{ text: "text", list_id: "import_id", people: "people", parts: "parts", created_at: iso("created_at") },
      ...{ sent_at: iso("sent_at"), finished_at: iso("finished_at") },
    },
    "campaigns WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "messages", tr: "mesajlar" },
    {
      ...{ id: "id", campaign_id: "campaign_id", number: "msisdn", text: "body", parts: "parts", state: "state" },
      ...{ reason: "reason", provider_id: "provider_id", provider_code: "provider_code", sender: "sender" },
      ...{ source: "source", accepted_at: iso("accepted_at"), changed_at: iso("state_at") },
    },
    "messages WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "lists", tr: "listeler" },
    {
      ...{ id: "id", file: "filename", state: "state", columns: "array_to_string(columns, ' | ')", rows: "rows" },
      ...{ kept: "kept", created_at: iso("created_at") },
    },
    "imports WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "list-people", tr: "liste-kisileri" },
    { list_id: "r.import_id", line: "r.line", number: "r.msisdn", cells: "array_to_string(r.cells, ' | ')" },
    `import_recipients r JOIN imports i ON i.workspace_id = $1 AND i.id = r.import_id AND i.reading = r.reading
     WHERE r.workspace_id = $1 ORDER BY r.import_id, r.line`,
  ),
  file(
    { en: "contacts", tr: "kisiler" },
    {
      ...{ id: "id", number: "msisdn", name: "name", tags: "array_to_string(tags, ' | ')", fields: "fields::text" },
      ...{ source: "source", iys_list: "list_type", other_numbers: "array_to_string(merged_msisdns, ' | ')" },
      created_at: iso("created_at"),
    },
    "contacts WHERE workspace_id = $1 ORDER BY id",
  ),
  file(
    { en: "consents", tr: "izinler" },
    { number: "msisdn", status: "status", source: "source", proof: "proof", given_at: iso("given_at") },
    "consents WHERE workspace_id = $1 ORDER BY msisdn",
  ),
  file(
    { en: "consent-history", tr: "izin-gecmisi" },
    {
      ...{ number: "msisdn", what: "kind", source: "source", words: "words", given_at: iso("given_at") },
      recorded_at: iso("created_at"),
    },
    "consent_events WHERE workspace_id = $1 ORDER BY msisdn, created_at",
  ),
  file(
    { en: "received", tr: "gelenler" },
    { number: "msisdn", text: "text", received_at: iso("received_at"), connection_id: "connection_id" },
    "inbound_messages WHERE workspace_id = $1 ORDER BY received_at, id",
  ),
  file(
    { en: "inbox-notes", tr: "gelen-kutusu-notlari" },
    { number: "n.msisdn", text: "n.text", by: "u.name", at: iso("n.created_at") },
    "inbox_notes n LEFT JOIN users u ON u.id = n.created_by_id WHERE n.workspace_id = $1 ORDER BY n.msisdn, n.id",
  ),
  file(
    { en: "suppressions", tr: "engelli-liste" },
    { number: "msisdn", reason: "reason", source: "source", since: iso("created_at") },
    "suppressions WHERE workspace_id = $1 ORDER BY msisdn",
  ),
  file(
    { en: "templates", tr: "sablonlar" },
    {
      ...{ id: "t.id", name: "t.name", version: "v.version", kind: "v.kind", text: "v.text", by: "u.name" },
      ...{ written_at: iso("v.created_at"), archived_at: iso("t.archived_at") },
    },
    `templates t JOIN template_versions v ON v.workspace_id = $1 AND v.template_id = t.id LEFT JOIN users u ON u.id = v.created_by_id
     WHERE t.workspace_id = $1 ORDER BY t.id, v.version`,
  ),
  file(
    { en: "segments", tr: "segmentler" },
    { id: "id", name: "name", rule: "rule", version: "version", changed_at: iso("updated_at") },
    "segments WHERE workspace_id = $1 ORDER BY name",
  ),
  file(
    { en: "kept-reports", tr: "kayitli-raporlar" },
    { name: "v.name", address: "v.query", by: "u.name", kept_at: iso("v.created_at") },
    "report_views v LEFT JOIN users u ON u.id = v.created_by_id WHERE v.workspace_id = $1 ORDER BY v.name",
  ),
  file(
    { en: "reviews", tr: "onaylar" },
    {
      ...{ id: "v.id", campaign_id: "v.campaign_id", state: "v.state", kind: "v.kind", sender: "v.sender_name" },
      ...{ text: "v.text", people: "v.people", parts: "v.parts", submitted_by: "s.name" },
      ...{ submitted_at: iso("v.submitted_at"), decided_by: "d.name", decided_at: iso("v.decided_at") },
      ...{ signed_by: "v.signed_by", signed_at: iso("v.signed_at"), receipt: "v.receipt" },
    },
    `reviews v LEFT JOIN users s ON s.id = v.submitted_by_id LEFT JOIN users d ON d.id = v.decided_by_id
     WHERE v.workspace_id = $1 ORDER BY v.id`,
  ),
  file(
    { en: "review-comments", tr: "onay-yorumlari" },
    { review_id: "c.review_id", text: "c.body", by: "u.name", at: iso("c.created_at") },
    "review_comments c LEFT JOIN users u ON u.id = c.author_id WHERE c.workspace_id = $1 ORDER BY c.id",
  ),
  file(
    { en: "code-profiles", tr: "kod-profilleri" },
    {
      ...{ id: "o.id", name: "o.name", sender: "s.name", digits: "o.digits", lifetime_minutes: "o.lifetime_minutes" },
      ...{ language: "o.language", text: "o.text", most_an_hour: "o.hourly", created_at: iso("o.created_at") },
    },
    `otp_profiles o LEFT JOIN senders s ON s.workspace_id = $1 AND s.id = o.sender_id
     WHERE o.workspace_id = $1 ORDER BY o.id`,
  ),
  file(
    { en: "history", tr: "gecmis" },
    { at: iso("a.created_at"), by: "u.name", action: "a.action", subject: "a.subject", detail: "a.detail" },
    "audit_events a LEFT JOIN users u ON u.id = a.actor_id WHERE a.workspace_id = $1 ORDER BY a.id",
  ),
];
