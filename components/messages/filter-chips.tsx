import X from "lucide-react/icons/x";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { messageAddress } from "#lib/domain/messages/address";
import type { MessageFilter } from "#lib/domain/messages/schema";
import { useFilterWords } from "./filter-words.ts";

interface FilterChipsProps {
  path: string;
  filter: MessageFilter;
  connections?: readonly { id: string; name: string }[] | undefined;
}

/** What narrows a list of messages, each with the way to look without it. */
export function FilterChips({ path, filter, connections = [] }: FilterChipsProps) {
  const t = useTranslations("messages");
  const active = useFilterWords(filter, connections);
  if (active.length === 0) return null;
  return (
    <ul className="row wrap" aria-label={t("filter.active")}>
      {active.map(({ key, label, value }) => (
        <li key={key}>
          <Link className="chip on" href={messageAddress(path, filter, { [key]: undefined })} scroll={false}>
            <VisuallyHidden>{t("filter.without")} </VisuallyHidden>
            {label} <b>{value}</b>
            <Icon of={X} size="small" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
