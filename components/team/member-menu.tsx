"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Menu } from "#components/ui/menu";
import type { MenuItem } from "#components/ui/menu-items";
import type { TeamAction } from "./team-actions.ts";
import { useAsked } from "./use-asked.ts";

interface MemberMenuProps {
  memberId: string;
  name: string;
  workspace: string;
  remove: TeamAction;
  /** Missing for whoever does not own the workspace. */
  transfer: TeamAction | undefined;
}

/** What can be done with a member besides the role. */
export function MemberMenu({ memberId, name, workspace, remove, transfer }: MemberMenuProps) {
  const t = useTranslations("team");
  const removing = useAsked(() => remove({ memberId }), { text: t("remove.done", { name }) });
  const handing = useAsked(
    async (form) => {
      if (transfer === undefined) throw new Error("only an owner hands over");
      return transfer({ memberId, typedName: String(form.get("typed") ?? "") });
    },
    { text: t("transfer.done", { name }) },
  );
  const items: MenuItem[] = [{ id: "remove", label: t("remove.action"), isDanger: true, onSelect: removing.ask }];
  if (transfer !== undefined) items.unshift({ id: "transfer", label: t("transfer.action"), onSelect: handing.ask });
  return (
    <>
      <Menu label={t("members.menuOf", { name })} groups={[{ id: "member", items }]} />
      <ConfirmDialog
        isOpen={removing.isOpen}
        onClose={removing.close}
        title={t("remove.title", { name })}
        text={t("remove.text")}
        confirmLabel={t("remove.confirm")}
        action={removing.answer}
        error={removing.error}
      />
      <ConfirmDialog
        isOpen={handing.isOpen}
        onClose={handing.close}
        title={t("transfer.title", { name, workspace })}
        text={t("transfer.text", { name })}
        typed={workspace}
        confirmLabel={t("transfer.confirm")}
        action={handing.answer}
        error={handing.error}
      />
    </>
  );
}
