import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "#components/ui/avatar";

interface PhonePreviewProps {
  /** What the handset shows as sender. */
  sender: string;
  /** On the phone's clock, such as `14:06`. */
  time: string;
  /** The message; parts may be wrapped to mark what was filled in. */
  children: ReactNode;
  /** Language of the message, so that it is read aloud in it. */
  lang?: string | undefined;
  /** Under the bubble: when it arrives, for whom. */
  note?: ReactNode;
}

/** A text message as it looks on the phone that gets it. */
export function PhonePreview({ sender, time, children, lang, note }: PhonePreviewProps) {
  const t = useTranslations("common.phone");
  return (
    <figure className="phone" aria-label={t("preview")}>
      <div className="phone-in">
        <div className="phone-bar" aria-hidden="true">
          <span>{time}</span>
        </div>
        <div className="phone-from">
          <Avatar name={sender} square />
          {sender}
        </div>
        <div className="bubble" lang={lang}>
          {children}
        </div>
        {note !== undefined && <p className="bub-t">{note}</p>}
      </div>
    </figure>
  );
}

/** What was filled in for this recipient, marked inside the bubble. */
export function FilledIn({ children }: { children: ReactNode }) {
  return <span className="v">{children}</span>;
}

/** What the operator adds to the text and nobody typed. */
export function AddedByOperator({ children }: { children: ReactNode }) {
  return <span className="op">{children}</span>;
}
