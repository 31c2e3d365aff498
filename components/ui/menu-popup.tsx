"use client";

import { Menu } from "@base-ui/react/menu";
import { clsx } from "clsx";
import Check from "lucide-react/icons/check";
import Link from "next/link";
import { type RefObject, startTransition } from "react";
import { Icon } from "#components/ui/icon";
import type { MenuGroup, MenuItem } from "#components/ui/menu-items";

interface MenuPopupProps {
  label: string;
  groups: readonly MenuGroup[];
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  button: RefObject<HTMLButtonElement | null>;
  align: "start" | "end";
  focusAfter: RefObject<HTMLElement | null>;
}

/** The list behind a Menu's button. Only Menu renders it, and late. */
export function MenuPopup(props: MenuPopupProps) {
  const { label, groups, isOpen, onOpenChange, button, align, focusAfter } = props;
  return (
    <Menu.Root
      open={isOpen}
      onOpenChange={(next, details) => {
        // A press on the button is the button's to answer, or it would close and open again at once.
        const isOnButton = details.event.target instanceof Node && button.current?.contains(details.event.target);
        if (!next && details.reason === "outside-press" && isOnButton) details.cancel();
        else onOpenChange(next);
      }}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={button} side="bottom" align={align} sideOffset={4} className="floats">
          <Menu.Popup className="menu" finalFocus={focusAfter} aria-label={label}>
            {groups.map((group, index) => (
              <Menu.Group key={group.id}>
                {index > 0 && <Menu.Separator className="menu-line" />}
                {group.label !== undefined && <Menu.GroupLabel className="menu-label">{group.label}</Menu.GroupLabel>}
                {group.items.map((item) => (
                  <Line key={item.id} item={item} />
                ))}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Line({ item }: { item: MenuItem }) {
  const className = clsx("menu-item", item.isDanger && "d");
  const face = (
    <>
      {item.icon}
      <span className="trunc">{item.label}</span>
      {item.isCurrent && <Icon of={Check} className="menu-hint" />}
      {item.hint !== undefined && <span className="menu-hint">{item.hint}</span>}
    </>
  );
  if (item.href !== undefined) {
    return (
      <Menu.LinkItem
        className={className}
        closeOnClick
        render={<Link href={item.href} />}
        aria-current={item.isCurrent ? "true" : undefined}
      >
        {face}
      </Menu.LinkItem>
    );
  }
  const select = () => {
    const { onSelect } = item;
    if (onSelect !== undefined) startTransition(async () => onSelect());
  };
  return (
    <Menu.Item className={className} disabled={item.isDisabled} onClick={select}>
      {face}
    </Menu.Item>
  );
}
