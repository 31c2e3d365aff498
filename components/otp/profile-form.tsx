"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, type FormRefusal, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { type Choice, SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { codeDigits, codeMark, longestLife } from "#lib/domain/otp/model";

/** Saves a profile. */
export type SaveProfile = (form: FormData) => Promise<FormAnswer<null>>;

interface ProfileFormProps {
  /** The profile that is changed; a new one without it. */
  profile?: {
    readonly id: string;
    readonly name: string;
    readonly senderId: string;
    readonly digits: number;
    readonly lifetimeMinutes: number;
    readonly language: string;
    readonly text: string;
    readonly hourly: number;
  };
  senders: readonly Choice[];
  action: SaveProfile;
}

type Was = (name: "digits" | "language" | "lifetimeMinutes" | "hourly", first: string) => string;

/** Shape, language, life and limit of the codes. */
function CodeFields({ was, refusal }: { was: Was; refusal: FormRefusal | null }) {
  const t = useTranslations("otp.form");
  return (
    <div className="grid gap-3 tablet:grid-cols-2">
      <SelectField
        label={t("digits")}
        name="digits"
        options={codeDigits.map((count) => ({ value: String(count), label: String(count) }))}
        defaultValue={was("digits", "6")}
      />
      <SelectField
        label={t("language")}
        name="language"
        options={(["tr", "en"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
        defaultValue={was("language", "tr")}
      />
      <TextField
        label={t("lifetime")}
        name="lifetimeMinutes"
        type="number"
        min={1}
        max={longestLife}
        required
        defaultValue={was("lifetimeMinutes", "5")}
        error={fieldError(refusal, "lifetimeMinutes")}
      />
      <TextField
        label={t("hourly")}
        name="hourly"
        type="number"
        min={1}
        max={100_000}
        required
        defaultValue={was("hourly", "100")}
        error={fieldError(refusal, "hourly")}
      />
    </div>
  );
}

/** How codes look and live. */
export function ProfileForm({ profile, senders, action }: ProfileFormProps) {
  const t = useTranslations("otp.form");
  const router = useRouter();
  const { send, refusal, typed, answer } = useFormAnswer(async (form) => {
    const told = await action(form);
    if (told.ok) router.refresh();
    return told;
  });
  if (answer?.ok === true) {
    return (
      <div className="stack stack-3">
        <p role="status">{t("saved")}</p>
        <div className="dialog-acts">
          <DialogClose look="primary">{t("close")}</DialogClose>
        </div>
      </div>
    );
  }
  const was = (name: keyof NonNullable<ProfileFormProps["profile"]>, first: string) =>
    typed(name) ?? (profile === undefined ? first : String(profile[name]));
  return (
    <form action={send} className="stack stack-3 dialog-form">
      <RefusalLine refusal={refusal} />
      <input type="hidden" name="profileId" value={profile?.id ?? ""} />
      <TextField
        label={t("name")}
        name="name"
        required
        maxLength={60}
        defaultValue={was("name", "")}
        error={fieldError(refusal, "name")}
      />
      <SelectField
        label={t("sender")}
        name="senderId"
        required
        options={senders}
        defaultValue={was("senderId", senders[0]?.value ?? "")}
        error={fieldError(refusal, "senderId")}
      />
      <TextAreaField
        label={t("text")}
        hint={t("hint", { mark: codeMark })}
        name="text"
        rows={2}
        required
        maxLength={300}
        defaultValue={was("text", t("example", { mark: codeMark }))}
        error={fieldError(refusal, "text")}
      />
      <CodeFields was={was} refusal={refusal} />
      <div className="dialog-acts">
        <DialogClose>{t("cancel")}</DialogClose>
        <SubmitButton look="primary">{t("save")}</SubmitButton>
      </div>
    </form>
  );
}
