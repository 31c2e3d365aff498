import { getTranslations } from "next-intl/server";
import { ReadButton, ReplyForm } from "#components/inbox/thread-forms";
import { ThreadView } from "#components/inbox/thread-view";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { PageHead } from "#components/ui/page-head";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import { formatMsisdn, maskMsisdn } from "#lib/domain/contacts/model";
import { threadOf } from "#lib/domain/inbox/queries";
import type { OpenPage } from "#lib/gate/page";
import { readThreadAction, replyAction } from "../actions";

interface ThreadPageProps extends Pick<OpenPage, "scope" | "read"> {
  /** The person as the address names them. */
  person: string;
}

/** Everything said with one person, and the answer. */
export async function ThreadPage({ scope, read, person }: ThreadPageProps) {
  const t = await getTranslations("inbox");
  const thread = await read(async (tx) => {
    const msisdn = openPerson(tx, person);
    return msisdn === null ? null : threadOf(tx, msisdn);
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
  return (
    <div className="page stack">
      <ClientTexts also={["inbox"]}>
        <PageHead title={number} parent={parent}>
          {thread.unread > 0 && scope.may("consent:write") && (
            <ReadButton person={person} action={readThreadAction.bind(null, slug)} />
          )}
        </PageHead>
        <ThreadView texts={thread.texts} zone={scope.zone} />
        {thread.isSuppressed ? (
          <p className="muted">{t("suppressed")}</p>
        ) : scope.may("messages:send") ? (
          <ReplyForm person={person} action={replyAction.bind(null, slug)} />
        ) : (
          <p className="muted">{t("mayNot")}</p>
        )}
      </ClientTexts>
    </div>
  );
}
