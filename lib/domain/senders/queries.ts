import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** A sender ID as pages show it. */
export interface SenderView {
  readonly id: PublicId<"sender">;
  readonly name: string;
  readonly providerCode: string;
  readonly status: "approved" | "unverified" | "pending" | "rejected" | "unknown";
  readonly isDefault: boolean;
  /** False once the provider's list no longer names it. */
  readonly isListed: boolean;
  /** Whether a person typed it, because the provider lists none. */
  readonly isTyped: boolean;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly connectionId: PublicId<"connection">;
  readonly connectionName: string;
}

/** The sender IDs of the live connections, without those that were typed and taken away: default first, then approved ones by name. */
export async function listSenders(tx: TenantTx): Promise<SenderView[]> {
  const rows = await tx.db.sender.findMany({
    where: { workspaceId: tx.workspaceId, connection: { state: { not: "disconnected" } } },
    include: { connection: { select: { remoteName: true, provider: true } } },
    orderBy: [{ isDefault: "desc" }, { isListed: "desc" }, { status: "asc" }, { name: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  const isTyped = ({ connection }: (typeof rows)[number]) =>
    providerOf(connection.provider).capabilities.senders === "by_hand";
  const shown = rows.filter((row) => row.isListed || !isTyped(row));
  return shown.map((row) => ({
    isTyped: isTyped(row),
    id: toPublicId("sender", row.id),
    name: row.name,
    providerCode: row.providerCode,
    status:
      (["approved", "unverified", "pending", "rejected"] as const).find((status) => status === row.status) ?? "unknown",
    isDefault: row.isDefault,
    isListed: row.isListed,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    connectionId: toPublicId("connection", row.connectionId),
    connectionName: row.connection.remoteName,
  }));
}
