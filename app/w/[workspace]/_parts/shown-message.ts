import type { ShownDetail } from "#components/messages/message-panel";
import type { ShownMessage } from "#components/messages/message-table";
import { toPublicId } from "#lib/domain/ids";
import type { MessageDetail } from "#lib/domain/messages/detail-queries";
import type { MessageRow } from "#lib/domain/messages/queries";

/** What of a message leaves the server: the text only for those who may read it. */
export function shownMessage(row: MessageRow, mayRead: boolean): ShownMessage {
  return {
    publicId: row.publicId,
    msisdn: row.msisdn,
    state: row.state,
    reason: row.reason,
    providerCode: row.providerCode,
    sender: row.sender,
    source: row.source,
    body: mayRead ? row.body : null,
    parts: row.parts,
    stateAt: row.stateAt,
    campaignName: row.campaignName,
  };
}

/** The same for the panel, with the way to its campaign under the workspace's `root`. */
export function shownDetail(detail: MessageDetail, mayRead: boolean, root: string): ShownDetail {
  return {
    ...shownMessage(detail, mayRead),
    encoding: detail.encoding,
    providerId: detail.providerId,
    acceptedAt: detail.acceptedAt,
    connectionName: detail.connectionName,
    line: detail.line,
    campaignHref: detail.campaignId === null ? null : `${root}/campaigns/${toPublicId("campaign", detail.campaignId)}`,
    contactHref: detail.contactId === null ? null : `${root}/contacts/${detail.contactId}`,
    writtenAt: detail.writtenAt,
    attempt: detail.attempt,
  };
}
