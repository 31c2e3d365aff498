/** What a press of a key asks for. `prefix` means: wait for the letter that says where. */
export type Shortcut =
  | { kind: "palette" }
  | { kind: "keys" }
  | { kind: "compose" }
  | { kind: "prefix" }
  | { kind: "go"; key: string }
  | { kind: "none" };

/** A key event, as far as shortcuts care. */
export interface KeyPress {
  key: string;
  hasCommand: boolean;
  hasAlt: boolean;
  /** Whether the person is writing: in a field, an editable text or an open menu or dialog. */
  isTyping: boolean;
  /** Whether `G` was pressed just before. */
  afterPrefix: boolean;
}

/**
 * Reads one key press. The palette opens from everywhere, also while typing; single letters only where nothing is written,
 * and never with a modifier, so that the browser's and a screen reader's own keys keep working (WCAG 2.1.4).
 */
export function readKey(press: KeyPress): Shortcut {
  const key = press.key.toLowerCase();
  if (press.hasCommand) return key === "k" && !press.hasAlt ? { kind: "palette" } : { kind: "none" };
  if (press.isTyping || press.hasAlt) return { kind: "none" };
  if (press.afterPrefix) return { kind: "go", key };
  if (key === "?") return { kind: "keys" };
  if (key === "g") return { kind: "prefix" };
  if (key === "c") return { kind: "compose" };
  return { kind: "none" };
}

/** Whether an element takes letters for itself. */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest(
      "input, textarea, select, [role='menu'], [role='dialog'], [role='alertdialog'], [role='listbox']",
    ) !== null
  );
}
