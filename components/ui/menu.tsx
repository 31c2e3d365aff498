"use client";

import { clsx } from "clsx";
import Ellipsis from "lucide-react/icons/ellipsis";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Icon } from "#components/ui/icon";

/** One thing to do or one place to go. */
export interface MenuItem {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  href?: string | undefined;
  /** From a server component this is a server action. */
  onSelect?: (() => void | Promise<void>) | undefined;
  /** At the end of the line: a key, a role. */
  hint?: ReactNode;
  isDanger?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** The one that is chosen now. */
  isCurrent?: boolean | undefined;
}

/** Items that belong together; a line parts them from the next group. */
export interface MenuGroup {
  id: string;
  label?: ReactNode;
  items: readonly MenuItem[];
}

interface MenuProps {
  /** Name of the button and of the menu. */
  label: string;
  groups: readonly MenuGroup[];
  /** What the button shows; three dots without it. It should contain the label's words if it has any. */
  face?: ReactNode;
  buttonClassName?: string | undefined;
  align?: "start" | "end" | undefined;
}

// The list is a third of a page's script budget and most visits open none: it is fetched when somebody reaches for it.
const load = () => import("#components/ui/menu-popup");
const MenuPopup = lazy(() => load().then((part) => ({ default: part.MenuPopup })));

/** A button that opens a list of things to do. */
export function Menu({ label, groups, face, buttonClassName, align = "end" }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const toggle = () => {
    setOpened(true);
    setOpen(!isOpen);
  };
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
        onClick={toggle}
      >
        {face ?? <Icon of={Ellipsis} />}
      </button>
      {wasOpened && (
        <Suspense>
          <MenuPopup
            label={label}
            groups={groups}
            isOpen={isOpen}
            onOpenChange={setOpen}
            button={button}
            align={align}
          />
        </Suspense>
      )}
    </>
  );
}
