import { useFormatter, useTranslations } from "next-intl";
import { ProfileForm, type SaveProfile } from "#components/otp/profile-form";
import { type Trial, TrialForm } from "#components/otp/trial-form";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { DeleteButton } from "#components/ui/delete-button";
import { DialogButton } from "#components/ui/dialog";
import { KeyFigures } from "#components/ui/figure";
import type { FormAnswer } from "#components/ui/form-answer";
import { KeyValues } from "#components/ui/key-values";
import type { Choice } from "#components/ui/select";
import type { ProfileView } from "#lib/domain/otp/model";

interface ProfileCardProps {
  profile: ProfileView;
  senders: readonly Choice[];
  /** Verified numbers of the person who looks. */
  numbers: readonly Choice[];
  save: SaveProfile | undefined;
  remove: ((form: FormData) => Promise<FormAnswer<null>>) | undefined;
  trial: Trial | undefined;
}

/** How codes of a profile look and live, and what became of them. A code itself is never here. */
export function ProfileCard({ profile, senders, numbers, save, remove, trial }: ProfileCardProps) {
  const t = useTranslations("otp");
  const format = useFormatter();
  const { name, sender, label, isMadeThere, isReady, digits, lifetimeMinutes, text, hourly, counts } = profile;
  return (
    <Card>
      <CardHeader title={name} />
      <CardBody className="stack">
        <KeyFigures
          label={t("counts.label")}
          items={(["sent", "verified", "failed", "blocked"] as const).map((key) => ({
            ...{ key, label: t(`counts.${key}`), value: format.number(counts[key], "count") },
          }))}
        />
        <KeyValues
          items={[
            { key: "sender", term: t("sender"), value: `${sender}, ${label}` },
            { key: "text", term: t("words"), value: text },
            { key: "code", term: t("code"), value: t("shape", { digits, minutes: lifetimeMinutes }) },
            { key: "made", term: t("made"), value: isMadeThere ? t("madeThere", { label }) : t("madeHere") },
            { key: "limits", term: t("limits"), value: t("limitsText", { hourly }) },
          ]}
        />
        {!isReady && <p className="sm warn-t">{t("notReady", { label })}</p>}
      </CardBody>
      <CardFooter>
        <span className="acts end">
          {trial !== undefined && isReady && (
            <DialogButton label={t("trial.action")} button={{ small: true }} title={t("trial.title", { name })}>
              <TrialForm profileId={profile.id} digits={digits} numbers={numbers} trial={trial} />
            </DialogButton>
          )}
          {save !== undefined && (
            <DialogButton label={t("edit")} button={{ small: true, look: "quiet" }} title={t("edit")} width="wide">
              <ProfileForm profile={profile} senders={senders} action={save} />
            </DialogButton>
          )}
          {remove !== undefined && (
            <DeleteButton
              {...{
                label: t("remove.action"),
                title: t("remove.title", { name }),
                text: t("remove.text"),
                small: true,
              }}
              {...{ confirmLabel: t("remove.action"), done: t("remove.done", { name }), action: remove }}
              hidden={{ profileId: profile.id }}
            />
          )}
        </span>
      </CardFooter>
    </Card>
  );
}
