import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

interface CardProps extends ComponentProps<"section"> {
  /** Lets the footer sink to the bottom where cards of one row have one height. */
  fill?: boolean | undefined;
}

/** A card. The whole card is never a button; what can be done stands in its header or footer. */
export function Card({ fill, className, ...rest }: CardProps) {
  return <section {...rest} className={clsx("card", fill && "fill", className)} />;
}

interface CardHeaderProps {
  title: ReactNode;
  /** For `aria-labelledby` on the card. */
  id?: string | undefined;
  /** How many things the card lists. */
  count?: ReactNode;
  /** Stands at the end of the line: a link, a badge, a menu. */
  children?: ReactNode;
}

/** Title of a card, with at most one thing to do. */
export function CardHeader({ title, id, count, children }: CardHeaderProps) {
  return (
    <header>
      <h2 id={id}>{title}</h2>
      {count !== undefined && <span className={clsx("cnt", children !== undefined && "at-title")}>{count}</span>}
      {children !== undefined && <span className="end row">{children}</span>}
    </header>
  );
}

/** Inside of a card. */
export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={clsx("cb", className)} />;
}

/** Last line of a card. */
export function CardFooter(props: ComponentProps<"footer">) {
  return <footer {...props} />;
}
