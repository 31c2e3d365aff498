"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { DialogClose } from "#components/ui/dialog";
import { fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import type { InvitedRole } from "#lib/domain/team/model";
import type { TeamAction } from "./team-actions.ts";

interface InviteFormProps {
  action: TeamAction;
  /** The roles that the one who invites may give. */
  choices: readonly InvitedRole[];
}

/** Invites a mailbox with a role. It stays open after a success, for the next person. */
export function InviteForm({ action, choices }: InviteFormProps) {
  const t = useTranslations("team");
  const common = useTranslations("common");
  const roles = useTranslations("workspaces.role");
  const router = useRouter();
  const locale = useLocale();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(Object.fromEntries(sent));
    if (answer.ok) {
      toast({ tone: "ok", text: t("invites.sent", { email: String(sent.get("email") ?? "") }) });
      router.refresh();
    }
    return answer;
  });
  const isSent = form.answer?.ok === true;
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <TextField
        label={t("invite.email")}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        defaultValue={isSent ? "" : form.typed("email")}
        error={fieldError(form.refusal, "email")}
      />
      <RadioGroup
        key={form.typed("role")}
        legend={t("invite.role")}
        name="role"
        look="lines"
        defaultValue={form.typed("role") ?? "operator"}
        options={choices.map((role) => ({ value: role, label: roles(role), description: t(`invite.hint.${role}`) }))}
      />
      <SelectField
        label={t("invite.locale")}
        name="locale"
        defaultValue={form.typed("locale") ?? locale}
        options={(["tr", "en"] as const).map((value) => ({ value, label: common(`language.${value}`) }))}
      />
      <RefusalLine refusal={form.refusal} />
      <div className="dialog-acts">
        <DialogClose>{common("cancel")}</DialogClose>
        <SubmitButton look="primary">{t("invite.submit")}</SubmitButton>
      </div>
    </form>
  );
}
