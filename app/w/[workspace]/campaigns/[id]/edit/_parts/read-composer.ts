import type { ContactsOutlook } from "#components/compose/contacts-picker";
import type {
  ApprovalOutlook,
  LegalWords,
  QuotaOutlook,
  SenderChoice,
  SenderOutlook,
  TemplateChoice,
} from "#components/compose/outlook";
import type { ShownNumber } from "#components/compose/test-actions";
import type { ShownList } from "#components/compose/use-list";
import { approvalPolicy, approversBeside } from "#lib/domain/campaigns/approval-queries";
import type { Draft } from "#lib/domain/campaigns/draft";
import {
  campaignsToLeaveOut,
  listsLeftOut,
  readDraft,
  readImprint,
  undoWindow,
} from "#lib/domain/campaigns/draft-queries";
import { imprintOf } from "#lib/domain/campaigns/identity";
import { exampleOptOutAddress } from "#lib/domain/campaigns/opt-out-link";
import { type ConnectionView, isAnyStale, listConnections } from "#lib/domain/connections/queries";
import { formatMsisdn } from "#lib/domain/contacts/model";
import { hasContacts, usedTags } from "#lib/domain/contacts/queries";
import { parsePublicId } from "#lib/domain/ids";
import { importStatus, sampleRows } from "#lib/domain/imports/queries";
import { hideDigits } from "#lib/domain/imports/raw-cell";
import { listSegments } from "#lib/domain/segments/queries";
import { listSenders, type SenderView } from "#lib/domain/senders/queries";
import { isUsableSender } from "#lib/domain/senders/usable";
import { listTemplates } from "#lib/domain/templates/queries";
import { ownNumbers } from "#lib/domain/test-sends/queries";
import { authority } from "#lib/gate/authority";
import { instanceFacts } from "#lib/gate/instance";
import { isSignatureAsked } from "#lib/gate/instance-settings";
import type { OpenPage } from "#lib/gate/page";

/** What the composer starts with. */
export interface ComposerStart {
  readonly draft: Draft;
  readonly list: ShownList | null;
  readonly outlook: SenderOutlook;
  readonly legal: LegalWords;
  readonly templates: readonly TemplateChoice[];
  readonly quota: QuotaOutlook;
  /** Connections whose provider may be asked for quota and senders anew, and whether what is known is old. */
  readonly askable: { readonly connectionIds: readonly string[]; readonly isStale: boolean };
  readonly contacts: ContactsOutlook;
  readonly numbers: readonly ShownNumber[];
  readonly undoSeconds: number;
  /** From which size on somebody else approves, and how many could. */
  readonly approval: ApprovalOutlook;
}

const SAMPLE_ROWS = 4;

type Tx = Parameters<Parameters<OpenPage["read"]>[0]>[0];

/** Reads all the composer needs in one transaction. */
export function readComposer({ read, scope }: OpenPage, campaignId: string): Promise<ComposerStart> {
  return read(async (tx) => {
    const draft = await readDraft(tx, campaignId);
    const importId = draft.importId === null ? null : parsePublicId("import", draft.importId);
    const connections = await listConnections(tx);
    const active = connections.filter(({ state }) => state === "active");
    const senders = await listSenders(tx);
    const numbers = await ownNumbers(tx);
    let list: ShownList | null = null;
    if (importId !== null) {
      const sample = await sampleRows(tx, importId, SAMPLE_ROWS);
      const shown = scope.fullNumbers ? sample : sample.map((cells) => cells.map(hideDigits));
      list = { ...(await importStatus(tx, importId)), sample: shown };
    }
    return {
      ...{
        draft,
        list,
        outlook: outlookOf(connections, senders),
        quota: quotaOf(connections, senders, draft),
      },
      askable: { connectionIds: active.map(({ id }) => id), isStale: isAnyStale(active, new Date()) },
      templates: (await listTemplates(tx)).map(({ id, name, kind, text }) => ({ id, name, kind, text })),
      contacts: {
        hasContacts: await hasContacts(tx),
        segments: (await listSegments(tx)).map(({ id, name }) => ({ id, name })),
        tags: await usedTags(tx),
        campaigns: await campaignsToLeaveOut(tx, draft),
        lists: await listsLeftOut(tx, draft),
      },
      legal: await legalWords(tx, scope.workspaceName),
      // A person's own number is no secret to that person.
      numbers: numbers.map(({ id, msisdn, isVerified }) => ({ id, text: formatMsisdn(msisdn), isVerified })),
      undoSeconds: await undoWindow(tx),
      approval: {
        ...(await approvalPolicy(tx)),
        always: isSignatureAsked() || !scope.may("messages:send"),
        approvers: (await approversBeside(tx, authority, scope.userId)).length,
        mayApproveSmall: scope.may("campaigns:approve") && scope.may("messages:send"),
      },
    };
  });
}

async function legalWords(tx: Tx, brand: string): Promise<LegalWords> {
  const { tradeName, mersis } = await readImprint(tx);
  return { imprint: imprintOf(tradeName, brand, mersis), optOutLink: exampleOptOutAddress(instanceFacts().address) };
}

function outlookOf(connections: readonly ConnectionView[], senders: readonly SenderView[]): SenderOutlook {
  const [first] = connections;
  if (first === undefined) return { kind: "no_connection" };
  const active = connections.filter((connection) => connection.state === "active");
  if (active.length === 0) return { kind: "reconnect", name: first.remoteName };
  const able = active.filter((connection) => !connection.missing.includes("messages:send"));
  if (able.length === 0) return { kind: "scope", name: first.remoteName };
  const usable = senders.filter(
    (sender) => isUsableSender(sender.status) && sender.isListed && able.some((one) => one.id === sender.connectionId),
  );
  if (usable.length === 0) return { kind: "no_sender" };
  return {
    kind: "ready",
    senders: usable.flatMap((sender) => {
      const connection = able.find((one) => one.id === sender.connectionId);
      return connection === undefined ? [] : [choiceOf(sender, connection)];
    }),
  };
}

/** A sender with what its connection can do; the company behind it is chosen with the name. */
function choiceOf({ id, name, providerCode }: SenderView, connection: ConnectionView): SenderChoice {
  const companies = connection.channels.filter(({ kind, status }) => kind === "sms" && status === "connected");
  const own = companies.find(({ code, isDefault }) => (providerCode === "" ? isDefault : code === providerCode));
  return {
    ...{ id, name, connection: connection.remoteName, connectionId: connection.id, provider: connection.label },
    company: own?.name ?? "",
    takesSchedule: connection.takesSchedule,
    fallbacks: connection.takesFallback
      ? companies.filter(({ code }) => code !== own?.code).map((one) => ({ code: one.code, name: one.name }))
      : [],
  };
}

/** The quota of the connection the draft's sender belongs to, or of the only one there is. */
function quotaOf(connections: readonly ConnectionView[], senders: readonly SenderView[], draft: Draft): QuotaOutlook {
  const sender = senders.find((one) => one.id === draft.senderId);
  const connection = connections.find((one) => one.id === sender?.connectionId) ?? connections[0];
  return {
    remaining: connection?.account?.quota?.remaining ?? null,
    upgradeUrl: connection?.account?.upgradeUrl ?? null,
  };
}
