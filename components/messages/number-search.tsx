import { useTranslations } from "next-intl";
import { TextField } from "#components/ui/input";
import { isNarrowedBy } from "#lib/domain/messages/address";
import type { MessageFilter } from "#lib/domain/messages/schema";

/** Where a number, or its end, is typed; says so when it is too short to look for. */
export function NumberSearch({ filter }: { filter: MessageFilter }) {
  const t = useTranslations("messages.filter");
  const { number = "" } = filter;
  return (
    <TextField
      label={t("number")}
      name="number"
      inputMode="tel"
      autoComplete="off"
      defaultValue={number}
      error={number !== "" && !isNarrowedBy(filter, "number") && t("tooShort")}
    />
  );
}
