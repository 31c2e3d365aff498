"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useAnswers } from "#components/ui/form-answer";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import type { SwitchName } from "#lib/domain/team/model";
import type { TeamAction } from "./team-actions.ts";

interface MemberSwitchProps {
  memberId: string;
  name: string;
  what: SwitchName;
  isOn: boolean;
  setSwitches: TeamAction;
}

/** One switch of a member. It stands as the server says, and moves when the server has answered. */
export function MemberSwitch({ memberId, name, what, isOn, setSwitches }: MemberSwitchProps) {
  const t = useTranslations("team.members");
  const answerOf = useAnswers();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [known, setKnown] = useState(isOn);
  const turn = (wanted: boolean) =>
    startTransition(async () => {
      const answer = await answerOf(() => setSwitches({ memberId, [what]: wanted }));
      if (answer.ok) {
        setKnown(wanted);
        router.refresh();
      } else toast({ tone: "bad", text: answer.error.message });
    });
  return (
    <Switch
      label={t("switchOf", { name, what: t(what) })}
      hideLabel
      checked={known}
      disabled={isPending}
      onChange={(event) => turn(event.target.checked)}
    />
  );
}
