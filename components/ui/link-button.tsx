import Link from "next/link";
import type { ComponentProps } from "react";
import { ButtonFace, type ButtonShape, buttonClass } from "#components/ui/button";

interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, "href">, ButtonShape {
  href: string;
}

/** A link that looks like a button: it goes somewhere and changes nothing. Another site opens without a way back to ours. */
export function LinkButton(props: LinkButtonProps) {
  const { look, small, block, icon, iconOnly, className, children, href, ...rest } = props;
  const face = (
    <ButtonFace icon={icon} iconOnly={iconOnly}>
      {children}
    </ButtonFace>
  );
  const classes = buttonClass({ look, small, block, iconOnly }, className);
  if (/^https?:/.test(href)) {
    return (
      <a href={href} className={classes} rel="noopener noreferrer" target="_blank">
        {face}
      </a>
    );
  }
  return (
    <Link {...rest} href={href} className={classes}>
      {face}
    </Link>
  );
}
