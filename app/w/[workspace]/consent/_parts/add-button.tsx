import Plus from "lucide-react/icons/plus";
import { getTranslations } from "next-intl/server";
import { RecordForm } from "#components/consent/record-form";
import { SuppressForm } from "#components/consent/suppress-form";
import { DialogButton } from "#components/ui/dialog";
import { Icon } from "#components/ui/icon";
import type { Choice } from "#components/ui/select";
import { dayIn } from "#lib/domain/consent/model";
import type { ConsentFilter } from "#lib/domain/consent/schema";
import type { Scope } from "#lib/gate/scope";
import { addSuppressionsAction, recordConsentsAction, recordRefusalsAction } from "../actions";

interface AddButtonProps {
  scope: Scope;
  tab: ConsentFilter["tab"];
  lists: readonly Choice[];
}

/**
 * The one thing to do on the page, with its dialog.
 *
 * It stands in the heading and not with the list: the dialog shows what was recorded while the list behind it fills.
 */
export async function AddButton({ scope, tab, lists }: AddButtonProps) {
  const t = await getTranslations("consent");
  const button = { look: "primary" as const, icon: <Icon of={Plus} size="small" /> };
  if (tab === "suppression") {
    return (
      <DialogButton
        key={tab}
        label={t("suppress.action")}
        button={button}
        title={t("suppress.title")}
        text={t("suppress.text")}
        width="wide"
      >
        <SuppressForm action={addSuppressionsAction.bind(null, scope.slug)} lists={lists} />
      </DialogButton>
    );
  }
  return (
    <DialogButton key={tab} label={t("record.action")} button={button} title={t("record.title")} width="wide">
      <RecordForm
        actions={{
          granted: recordConsentsAction.bind(null, scope.slug),
          refused: recordRefusalsAction.bind(null, scope.slug),
        }}
        lists={lists}
        today={dayIn(scope.zone, new Date())}
      />
    </DialogButton>
  );
}
