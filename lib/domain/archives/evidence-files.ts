import { type ArchiveFile, file, iso } from "#lib/domain/archives/archive-files";

const hash = (column: string) => `encode(${column}, 'hex')`;
const name = (id: string) => `(SELECT u.name FROM users u WHERE u.id = ${id})`;

/**
 * What proves a campaign: what was frozen and when, whom it was to go to in numbers, who approved it, what became of it and
 * its history with the seals of the chain. Of the people who got it nothing. `$2` is the campaign, `$3` its public id.
 */
export const evidenceFiles: readonly ArchiveFile[] = [
  file(
    { en: "campaign", tr: "kampanya" },
    {
      ...{ id: "'$3'", name: "k.name", state: "k.state", reason: "k.state_reason", kind: "k.kind" },
      ...{ sender: "k.sender_name", connection: "n.remote_name", provider: "n.provider" },
      ...{ text: "k.text", content_sha256: hash("k.content_hash") },
      ...{ start_at: iso("k.start_at"), start_zone: "k.start_zone", created_by: name("k.created_by_id") },
      ...{ created_at: iso("k.created_at"), started_by: name("k.started_by_id"), frozen_at: iso("k.prepared_at") },
      ...{ handed_over_at: iso("k.sent_at"), finished_at: iso("k.finished_at") },
    },
    `campaigns k LEFT JOIN connections n ON n.workspace_id = $1 AND n.id = k.connection_id
     WHERE k.workspace_id = $1 AND k.id = $2`,
  ),
  file(
    { en: "audience", tr: "alicilar" },
    {
      ...{ list: "i.filename", list_reading: "k.import_reading", list_rows: "i.rows", list_people: "i.kept" },
      ...{ list_refused: "i.refused", exclusions: "k.frozen_exclusions", frozen_people: "k.people", parts: "k.parts" },
    },
    `campaigns k LEFT JOIN imports i ON i.workspace_id = $1 AND i.id = k.import_id
     WHERE k.workspace_id = $1 AND k.id = $2`,
  ),
  file(
    { en: "results", tr: "sonuclar" },
    {
      ...{ state: "r.state", reason: "r.reason", provider_code: "r.provider_code", people: "sum(r.messages)" },
      ...{ parts: "sum(r.messages * r.parts)", charged_by_provider: "sum(r.charged)" },
    },
    `message_rollups r WHERE r.workspace_id = $1 AND r.campaign_id = $2 GROUP BY r.state, r.reason, r.provider_code
     HAVING sum(r.messages) <> 0 ORDER BY r.state, r.reason, r.provider_code`,
  ),
  file(
    { en: "approvals", tr: "onaylar" },
    {
      ...{ submitted_at: iso("v.submitted_at"), submitted_by: name("v.submitted_by_id"), state: "v.state" },
      ...{ people: "v.people", parts: "v.parts", needs_two: "v.needs_two", content_sha256: hash("v.content_hash") },
      ...{ decided_at: iso("v.decided_at"), decided_by: name("v.decided_by_id"), approved_at: iso("v.approved_at") },
      ...{ signed_at: iso("v.signed_at"), signed_by: "v.signed_by", receipt: "v.receipt" },
    },
    "reviews v WHERE v.workspace_id = $1 AND v.campaign_id = $2 ORDER BY v.id",
  ),
  file(
    { en: "history", tr: "gecmis" },
    {
      ...{ at: iso("a.created_at"), by: name("a.actor_id"), action: "a.action", detail: "a.detail" },
      ...{ entry: "a.seq", seal: hash("a.mac") },
    },
    "audit_events a WHERE a.workspace_id = $1 AND a.subject = '$3' ORDER BY a.id",
  ),
];
