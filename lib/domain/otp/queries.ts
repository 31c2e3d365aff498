import { toPublicId } from "#lib/domain/ids";
import type { ProfileView } from "#lib/domain/otp/model";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** The profiles of a workspace, oldest first. Codes are never among what is read. */
export async function listProfiles({ workspaceId, db }: TenantTx): Promise<ProfileView[]> {
  const rows = await db.otpProfile.findMany({
    where: { workspaceId },
    include: { sender: { include: { connection: { select: { provider: true, state: true } } } } },
    orderBy: { id: "asc" },
  });
  const counts = await db.$queryRaw<({ id: string } & ProfileView["counts"])[]>`
    SELECT profile_id AS id, count(*) FILTER (WHERE state IN ('sent', 'unknown', 'verified', 'over'))::int AS sent,
      count(*) FILTER (WHERE state = 'verified')::int AS verified,
      count(*) FILTER (WHERE state = 'failed')::int AS failed,
      count(*) FILTER (WHERE state = 'blocked')::int AS blocked
    FROM otp_codes WHERE workspace_id = ${workspaceId}::uuid AND created_at > now() - interval '30 days'
    GROUP BY profile_id`;
  return rows.map(({ sender, ...row }) => {
    const { label, capabilities } = providerOf(sender.connection.provider);
    const { sent, verified, failed, blocked } = counts.find(({ id }) => id === row.id) ?? {
      ...{ sent: 0, verified: 0, failed: 0, blocked: 0 },
    };
    return {
      ...{ id: row.id, name: row.name, digits: row.digits, text: row.text, hourly: row.hourly, label },
      ...{ lifetimeMinutes: row.lifetimeMinutes, senderId: toPublicId("sender", row.senderId), sender: sender.name },
      language: row.language === "en" ? "en" : "tr",
      isMadeThere: capabilities.otp === "own_code",
      isReady: sender.connection.state === "active" && sender.isListed,
      counts: { sent, verified, failed, blocked },
    };
  });
}
