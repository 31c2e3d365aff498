"use client";

import { clsx } from "clsx";
import Ellipsis from "lucide-react/icons/ellipsis";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Icon } from "#components/ui/icon";
import type { MenuGroup } from "#components/ui/menu-items";
import { useLate } from "#components/ui/use-late";

interface MenuProps {
  /** Name of the button and of the menu. */
  label: string;
  groups: readonly MenuGroup[];
  /** What the button shows; three dots without it. It should contain the label's words if it has any. */
  face?: ReactNode;
  buttonClassName?: string | undefined;
  align?: "start" | "end" | undefined;
  /** Where the keyboard goes when the menu closes; back to the button without it. */
  focusAfter?: RefObject<HTMLElement | null> | undefined;
}

// The list is a third of a page's script budget and most visits open none: it is fetched when somebody reaches for it.
const load = () => import("#components/ui/menu-popup").then((module) => module.MenuPopup);

/** A button that opens a list of things to do. */
export function Menu({ label, groups, face, buttonClassName, align = "end", focusAfter }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const MenuPopup = useLate(load, isOpen);
  const preload = () => void load();
  return (
    <>
      <button
        ref={button}
        type="button"
        className={clsx(buttonClassName ?? "btn btn-q btn-i btn-s")}
        aria-label={face === undefined ? label : undefined}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(!isOpen)}
      >
        {face ?? <Icon of={Ellipsis} />}
      </button>
      {MenuPopup !== undefined && (
        <MenuPopup
          {...{ label, groups, isOpen, button, align }}
          onOpenChange={setOpen}
          focusAfter={focusAfter ?? button}
        />
      )}
    </>
  );
}
