"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "#components/ui/link-button";
import { Note } from "#components/ui/note";
import { SelectField } from "#components/ui/select";
import type { SenderChoice, SenderOutlook } from "./outlook.tsx";

interface SenderFieldProps {
  slug: string;
  outlook: SenderOutlook;
  senderId: string | null;
  onChange: (senderId: string) => void;
}

/** The name the handset shows; where there is none to choose, why, and where to get one. */
export function SenderField({ slug, outlook, senderId, onChange }: SenderFieldProps) {
  const t = useTranslations("compose.sender");
  if (outlook.kind !== "ready") return <NoSender slug={slug} outlook={outlook} />;
  const { senders } = outlook;
  // Several connections may list one name, and several companies behind one; only then does it need them beside it.
  const labelOf = ({ name, connection, connectionId, company }: SenderChoice) => {
    const same = senders.filter((sender) => sender.name === name);
    const isTwice = same.filter((sender) => sender.connectionId === connectionId).length > 1;
    const beside = [...(same.length > 1 ? [connection] : []), ...(isTwice && company !== "" ? [company] : [])];
    return beside.length === 0 ? name : `${name} (${beside.join(", ")})`;
  };
  const isKnown = senders.some((sender) => sender.id === senderId);
  return (
    <SelectField
      label={t("label")}
      id="sender"
      value={isKnown && senderId !== null ? senderId : ""}
      options={[
        ...(isKnown ? [] : [{ value: "", label: t("choose"), disabled: true }]),
        ...senders.map((sender) => ({ value: sender.id, label: labelOf(sender) })),
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function NoSender({ slug, outlook }: { slug: string; outlook: Exclude<SenderOutlook, { kind: "ready" }> }) {
  const t = useTranslations("compose.sender");
  const text = {
    no_connection: () => t("none.no_connection"),
    no_sender: () => t("none.no_sender"),
    reconnect: () => t("none.reconnect", { name: "name" in outlook ? outlook.name : "" }),
    scope: () => t("none.scope", { scope: "messages:send" }),
  }[outlook.kind]();
  const place = outlook.kind === "no_sender" ? "senders" : "connections";
  const label = { no_connection: "connect", no_sender: "senders", reconnect: "reconnect", scope: "reconnect" } as const;
  return (
    <div className="field">
      <span className="lab">{t("label")}</span>
      <Note>
        <p className="mb-2">{text}</p>
        <LinkButton small href={`/w/${slug}/${place}`}>
          {t(label[outlook.kind])}
        </LinkButton>
      </Note>
    </div>
  );
}
