"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import type { Role } from "#lib/domain/team/model";
import type { TeamAction } from "./team-actions.ts";
import { useAsked } from "./use-asked.ts";

interface RoleMenuProps {
  memberId: string;
  name: string;
  role: Role;
  /** The roles that the one who looks may give. */
  choices: readonly Role[];
  change: TeamAction;
}

/** The role of a member, and the ones it can be changed to. A choice asks first: it ends sign-ins and may stop campaigns. */
export function RoleMenu({ memberId, name, role, choices, change }: RoleMenuProps) {
  const t = useTranslations("team");
  const roles = useTranslations("workspaces.role");
  const [wanted, setWanted] = useState<Role>(role);
  const asked = useAsked(() => change({ memberId, role: wanted }), { text: t("role.done", { name }) });
  const items = choices.map((choice) => ({
    id: choice,
    label: roles(choice),
    isCurrent: choice === role,
    onSelect: () => {
      if (choice === role) return;
      setWanted(choice);
      asked.ask();
    },
  }));
  const face = (
    <>
      <VisuallyHidden>{t("members.roleOf", { name, role: roles(role) })}</VisuallyHidden>
      <span aria-hidden="true">{roles(role)}</span>
      <Icon of={ChevronDown} size="small" />
    </>
  );
  return (
    <>
      <Menu
        label={t("members.roleOf", { name, role: roles(role) })}
        groups={[{ id: "roles", items }]}
        face={face}
        buttonClassName="chip"
        align="start"
      />
      <ConfirmDialog
        isOpen={asked.isOpen}
        onClose={asked.close}
        title={t("role.title", { name, role: wanted })}
        text={`${t(`role.${wanted}`)} ${t("role.note")}`}
        confirmLabel={t("role.confirm")}
        look="primary"
        action={asked.answer}
        error={asked.error}
      />
    </>
  );
}
