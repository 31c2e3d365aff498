import type { ConnectionState, StoredChannel } from "#lib/domain/connections/model";

/** What of a connection says who carries its messages. */
export interface Carrier {
  readonly id: string;
  readonly label: string;
  readonly isByKey: boolean;
  readonly state: ConnectionState;
  readonly channels: readonly StoredChannel[];
}

/**
 * Who carries the messages of a workspace: the companies and messengers behind a connection, or the company itself where it
 * is connected by its key and has none behind it.
 */
export function connectedProviders(connections: readonly Carrier[]): StoredChannel[] {
  return connections.flatMap(({ id, label, isByKey, state, channels }): readonly StoredChannel[] => {
    if (!isByKey) return channels;
    const status = state === "active" ? "connected" : "error";
    return [{ code: id, name: label, kind: "sms", status, isDefault: false }];
  });
}
