"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import Keyboard from "lucide-react/icons/keyboard";
import Search from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { Icon } from "#components/ui/icon";
import type { CommandGroup, CommandItem } from "./command-items";
import { matchScore } from "./match";

interface CommandPaletteProps {
  groups: readonly CommandGroup[];
  onClose: () => void;
  /** Opens the list of keys instead. */
  onKeys: () => void;
}

/** Everything the workspace can do or show, by typing a few letters of it. */
export function CommandPalette({ groups, onClose, onKeys }: CommandPaletteProps) {
  const t = useTranslations("shell.palette");
  const close = useTranslations("common")("close");
  const router = useRouter();
  const run = ({ href, onSelect }: CommandItem) => {
    onClose();
    if (href !== undefined) router.push(href);
    if (onSelect !== undefined) startTransition(async () => onSelect());
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Viewport className="dialog-place palette-place">
          <Dialog.Popup className="palette" aria-label={t("title")}>
            <Command label={t("title")} loop filter={(_, typed, [label = ""] = []) => matchScore(typed, label)}>
              <div className="palette-ask">
                <Icon of={Search} />
                <Command.Input placeholder={t("placeholder")} />
                <Dialog.Close className="palette-esc" aria-label={close} title={close}>
                  <kbd>Esc</kbd>
                </Dialog.Close>
              </div>
              <Command.List className="palette-list" label={t("title")}>
                <Command.Empty className="palette-none">{t("empty")}</Command.Empty>
                {groups.map((group) => (
                  <Command.Group key={group.id} heading={group.label}>
                    {group.items.map((item) => (
                      <Line key={item.id} item={item} onRun={() => run(item)} />
                    ))}
                  </Command.Group>
                ))}
                <Line item={{ id: "keys", label: t("keys"), icon: <Icon of={Keyboard} />, keys: "?" }} onRun={onKeys} />
              </Command.List>
            </Command>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Line({ item, onRun }: { item: CommandItem; onRun: () => void }) {
  return (
    <Command.Item className="palette-line" value={item.id} keywords={[item.label]} onSelect={onRun}>
      {item.icon}
      <span className="trunc">{item.label}</span>
      {item.keys !== undefined && <kbd>{item.keys}</kbd>}
    </Command.Item>
  );
}
