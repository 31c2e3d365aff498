import { getTranslations } from "next-intl/server";
import { ReadButton, ThreadTextForm } from "#components/inbox/thread-forms";
import { ThreadView } from "#components/inbox/thread-view";
import { ThreadWork } from "#components/inbox/thread-work";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { PageHead } from "#components/ui/page-head";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import { formatMsisdn, maskMsisdn } from "#lib/domain/contacts/model";
import { assignees, threadOf } from "#lib/domain/inbox/queries";
import type { OpenPage } from "#lib/gate/page";
import {
  assignThreadAction,
  closeThreadAction,
  noteOnThreadAction,
  readThreadAction,
  replyAction,
  suppressWriterAction,
} from "../actions";

interface ThreadPageProps extends Pick<OpenPage, "scope" | "read"> {
  /** The person as the address names them. */
  person: string;
}

/** Everything said with one person, and the answer. */
export async function ThreadPage({ scope, read, person }: ThreadPageProps) {
  const t = await getTranslations("inbox");
  const { thread, members } = await read(async (tx) => {
    const msisdn = openPerson(tx, person);
    return { thread: msisdn === null ? null : await threadOf(tx, msisdn), members: await assignees(tx) };
  });
  const parent = { href: `/w/${scope.slug}/inbox`, label: t("title") };
  if (thread === null) {
    return (
      <div className="page stack">
        <PageHead title={t("none.title")} parent={parent} />
        <EmptyState heading="h2" title={t("none.title")} text={t("none.text")} />
      </div>
    );
  }
  const number = scope.fullNumbers ? formatMsisdn(thread.msisdn) : maskMsisdn(thread.msisdn);
  const { slug } = scope;
  const mayWork = scope.may("consent:write");
  return (
    <div className="page stack">
      <ClientTexts also={["inbox"]}>
        <PageHead title={number} parent={parent}>
          {mayWork && (
            <ThreadWork
              {...{ person, members, assignee: thread.assignee, isClosed: thread.isClosed }}
              isSuppressed={thread.isSuppressed}
              assign={assignThreadAction.bind(null, slug)}
              close={closeThreadAction.bind(null, slug)}
              suppress={suppressWriterAction.bind(null, slug)}
            />
          )}
          {thread.unread > 0 && mayWork && <ReadButton person={person} action={readThreadAction.bind(null, slug)} />}
        </PageHead>
        <ThreadView texts={thread.texts} zone={scope.zone} />
        {thread.isSuppressed ? (
          <p className="muted">{t("suppressed")}</p>
        ) : scope.may("messages:send") ? (
          <ThreadTextForm kind="reply" person={person} action={replyAction.bind(null, slug)} />
        ) : (
          <p className="muted">{t("mayNot")}</p>
        )}
        {mayWork && <ThreadTextForm kind="note" person={person} action={noteOnThreadAction.bind(null, slug)} />}
      </ClientTexts>
    </div>
  );
}
