import X from "lucide-react/icons/x";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MessageBadge } from "#components/messages/message-badge";
import type { ShownMessage } from "#components/messages/message-table";
import { MessageTimeline, type TimedMessage } from "#components/messages/message-timeline";
import { MessageWhy } from "#components/messages/message-why";
import { PhoneNumber } from "#components/messages/phone-number";
import { CopyButton } from "#components/ui/copy-button";
import { Icon } from "#components/ui/icon";
import { type KeyValue, KeyValues } from "#components/ui/key-values";
import { LinkButton } from "#components/ui/link-button";
import type { MessageState } from "#lib/domain/messages/model";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";

/** What the panel shows besides the row. */
export interface ShownDetail extends ShownMessage, TimedMessage {
  encoding: "gsm7" | "tr7" | "ucs2";
  connectionName: string;
  line: number | null;
  campaignHref: string | null;
  contactHref: string | null;
}

interface MessagePanelProps {
  message: ShownDetail | null;
  wholeNumbers: boolean;
  /** Time zone of the workspace. */
  zone: string;
  closeHref: string;
}

/** Everything known of one message, beside the list it belongs to. */
export function MessagePanel({ message, wholeNumbers, zone, closeHref }: MessagePanelProps) {
  const t = useTranslations("messages.panel");
  return (
    <aside className="panel open-m" aria-label={t("title")} id="message">
      <header>
        <div className="grow">
          {message === null ? <h2>{t("title")}</h2> : <PanelTitle message={message} wholeNumbers={wholeNumbers} />}
        </div>
        <LinkButton look="quiet" small iconOnly icon={<Icon of={X} size="small" />} href={closeHref} scroll={false}>
          {t("close")}
        </LinkButton>
      </header>
      {message === null ? (
        <section>
          <p className="sm">{t("notFound")}</p>
        </section>
      ) : (
        <PanelBody message={message} zone={zone} />
      )}
    </aside>
  );
}

function PanelTitle({ message, wholeNumbers }: { message: ShownDetail; wholeNumbers: boolean }) {
  const t = useTranslations("messages.panel");
  return (
    <>
      <div className="row wrap">
        <h2>
          <PhoneNumber msisdn={message.msisdn} whole={wholeNumbers} />
        </h2>
        <MessageBadge state={message.state} />
      </div>
      <p className="row cap muted">
        <code className="trunc">{message.publicId}</code>
        <CopyButton look="quiet" small iconOnly text={message.publicId} label={t("copyId")} />
      </p>
    </>
  );
}

/** The provider's raw code, and what it means where its maker says so. */
function CodeMeaning({ code }: { code: string }) {
  const t = useTranslations("provider");
  const known = knownProviderCode(code);
  return (
    <>
      <code>{code}</code> {known !== null && t(`code.${known}`)}
    </>
  );
}

function PanelBody({ message, zone }: { message: ShownDetail; zone: string }) {
  const t = useTranslations("messages.panel");
  const m = useTranslations("messages");
  const charge = t(chargeOf(message.state));
  const facts: KeyValue[] = [
    ...(message.providerCode
      ? [{ key: "code", term: t("code"), value: <CodeMeaning code={message.providerCode} /> }]
      : []),
    { key: "charge", term: t("charge"), value: charge },
  ];
  const related: KeyValue[] = [
    ...(message.campaignHref !== null && message.campaignName !== null
      ? [
          {
            key: "campaign",
            term: t("campaign"),
            value: <Link href={message.campaignHref}>{message.campaignName}</Link>,
          },
        ]
      : []),
    { key: "connection", term: t("connection"), value: message.connectionName },
    ...(message.contactHref === null
      ? []
      : [{ key: "contact", term: t("contact"), value: <Link href={message.contactHref}>{t("contactCard")}</Link> }]),
    ...(message.line === null ? [] : [{ key: "line", term: t("line"), value: message.line }]),
  ];
  const meta = t("meta", { sender: message.sender, parts: message.parts, encoding: m(`encoding.${message.encoding}`) });
  return (
    <>
      <PanelSection>
        {message.body === null ? (
          <p className="sm muted">{t("hidden")}</p>
        ) : (
          <div className="bubble">{message.body}</div>
        )}
        <p className="bub-t">{meta}</p>
      </PanelSection>
      <PanelSection title={t("why")}>
        <div className="stack stack-2">
          <p className="sm">
            <MessageWhy state={message.state} reason={message.reason} />
          </p>
          <KeyValues items={facts} />
        </div>
      </PanelSection>
      <PanelSection title={t("timeline")}>
        <MessageTimeline message={message} zone={zone} />
      </PanelSection>
      <PanelSection title={t("related")}>
        <KeyValues items={related} />
      </PanelSection>
    </>
  );
}

/** What we can say about money: the provider bills, and it alone knows about messages that did not arrive. */
function chargeOf(state: MessageState): "charged" | "notCharged" | "chargeUnknown" {
  if (state === "accepted" || state === "delivered") return "charged";
  const isOpen = state === "unknown" || state === "undelivered" || state === "expired" || state === "rejected";
  return isOpen ? "chargeUnknown" : "notCharged";
}

function PanelSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section>
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </section>
  );
}
