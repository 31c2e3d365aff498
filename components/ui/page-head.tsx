import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeadProps {
  title: ReactNode;
  /** One sentence: what the page answers. */
  text?: ReactNode;
  /** The page above this one. */
  parent?: { href: string; label: ReactNode } | undefined;
  /** Its own short name behind the parent, such as an id to copy. */
  here?: ReactNode;
  /** A badge beside the title. */
  state?: ReactNode;
  /** What can be done here, the primary last. */
  children?: ReactNode;
}

/** Heading of a page. */
export function PageHead({ title, text, parent, here, state, children }: PageHeadProps) {
  return (
    <div className="phead">
      <div className="grow">
        {parent !== undefined && (
          <p className="crumb">
            <Link href={parent.href}>{parent.label}</Link>
            {here !== undefined && <span aria-hidden="true">/</span>}
            {here}
          </p>
        )}
        <div className="row wrap">
          <h1>{title}</h1>
          {state}
        </div>
        {text !== undefined && <p>{text}</p>}
      </div>
      {children !== undefined && <div className="acts">{children}</div>}
    </div>
  );
}
