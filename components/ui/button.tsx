import { clsx } from "clsx";
import LoaderCircle from "lucide-react/icons/loader-circle";
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";

/** `primary` is the orange one: once per view. `ink` is for pages that must not look like ours. */
export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "quiet-danger" | "ink";

/** What buttons and links that look like buttons share. */
export interface ButtonShape {
  look?: ButtonLook | undefined;
  small?: boolean | undefined;
  /** Takes the full width of its place. */
  block?: boolean | undefined;
  icon?: ReactNode;
  /** Shows the icon alone; the children become its name. */
  iconOnly?: boolean | undefined;
}

export interface ButtonProps extends Omit<ComponentProps<"button">, "type">, ButtonShape {
  type?: "button" | "submit" | "reset" | undefined;
  /** Work is under way: the button keeps its place and focus, shows a spinner after 200 ms and does nothing again. */
  busy?: boolean | undefined;
}

const looks: Record<ButtonLook, string> = {
  primary: "btn-p",
  secondary: "",
  quiet: "btn-q",
  danger: "btn-d",
  "quiet-danger": "btn-q btn-dq",
  ink: "btn-ink",
};

/** The classes of a button, for elements that only look like one. */
export function buttonClass({ look = "secondary", small, block, iconOnly }: ButtonShape, className?: string): string {
  return clsx("btn", looks[look], small && "btn-s", block && "btn-block", iconOnly && "btn-i", className);
}

/** Icon and label of a button; the label is hidden, not gone, when the icon stands alone. */
export function ButtonFace({
  icon,
  iconOnly,
  children,
}: Pick<ButtonShape, "icon" | "iconOnly"> & { children: ReactNode }) {
  return (
    <>
      {icon}
      {iconOnly ? <VisuallyHidden>{children}</VisuallyHidden> : children}
    </>
  );
}

/** A button. Write verb and object: what happens, to how many. */
export function Button(props: ButtonProps) {
  const {
    look,
    small,
    block,
    icon,
    iconOnly,
    busy = false,
    type = "button",
    className,
    onClick,
    children,
    ...rest
  } = props;
  const title = iconOnly && typeof children === "string" ? children : undefined;
  return (
    <button
      title={title}
      {...rest}
      // A busy button stays focusable, so a disabled attribute will not do; as a plain button it cannot submit twice.
      type={busy ? "button" : type}
      onClick={busy ? undefined : onClick}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      className={buttonClass({ look, small, block, iconOnly }, className)}
    >
      {busy && <Icon of={LoaderCircle} className="spin" />}
      <ButtonFace icon={icon} iconOnly={iconOnly}>
        {children}
      </ButtonFace>
    </button>
  );
}
