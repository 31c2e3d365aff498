import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { Tag } from "#components/ui/tag";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import type { StoredChannel } from "#lib/domain/connections/model";

const icons = { connected: Check, error: TriangleAlert, disabled: Minus };

interface ChannelListProps {
  channels: readonly StoredChannel[];
  /** Whether the list was ever read; an empty one and an unread one are told apart. */
  isRead: boolean;
}

/** The providers behind a connection, each with its kind and how it is. */
export function ChannelList({ channels, isRead }: ChannelListProps) {
  const t = useTranslations("connections.channels");
  if (channels.length === 0) return <p className="cap muted">{t(isRead ? "none" : "unread")}</p>;
  return (
    <ul className="row wrap gap-1.5">
      {channels.map(({ code, name, kind, status, isDefault }) => (
        <li key={code}>
          <Tag icon={<Icon of={icons[status]} size="small" />}>
            {name} {name !== t(`kind.${kind}`) && <span className="muted">{t(`kind.${kind}`)}</span>}
            {isDefault && <span className="muted">({t("default")})</span>}
            {status === "connected" ? (
              <VisuallyHidden>{t(`status.${status}`)}</VisuallyHidden>
            ) : (
              <span>{t(`status.${status}`)}</span>
            )}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
