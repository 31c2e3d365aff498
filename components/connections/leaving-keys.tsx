import CircleAlert from "lucide-react/icons/circle-alert";
import LoaderCircle from "lucide-react/icons/loader-circle";
import { useFormatter, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";

interface LeavingKeysProps {
  keys: readonly {
    readonly id: string;
    readonly state: "pending" | "refused" | "given_up";
    readonly nextTryAt: Date;
    readonly tries: number;
    readonly code: string | null;
  }[];
  zone: string;
}

/** Keys on their way out, and those that a person must end at the provider. */
export function LeavingKeys({ keys, zone }: LeavingKeysProps) {
  const t = useTranslations("connections.leaving");
  const format = useFormatter();
  if (keys.length === 0) return null;
  return (
    <section className="stack stack-2" aria-label={t("title")}>
      {keys.map(({ id, state, nextTryAt, tries, code }) => (
        <Note key={id} icon={state === "pending" ? <Icon of={LoaderCircle} /> : <Icon of={CircleAlert} tone="warn" />}>
          {state !== "pending"
            ? t("failed", { code: code ?? "" })
            : tries === 0 || code === null
              ? t("pending")
              : t("retrying", { code, tries, time: format.dateTime(nextTryAt, "moment", { timeZone: zone }) })}
        </Note>
      ))}
    </section>
  );
}
