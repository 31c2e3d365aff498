import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CONTENT_ID, SkipLink } from "./skip-link";
import { Wordmark } from "./wordmark";

interface PlainPageProps {
  /** Theme and language, at the end of the first line. */
  controls?: ReactNode;
  /** For lists, such as the workspaces of a person. */
  wide?: boolean | undefined;
  /** As wide as a page of a workspace, for a report. */
  widest?: boolean | undefined;
  children: ReactNode;
}

/** A small page outside any workspace: choosing one, an invitation, an error. */
export function PlainPage({ controls, wide, widest, children }: PlainPageProps) {
  return (
    <div className="plain-page">
      <SkipLink />
      <header className="plain-top">
        <Wordmark />
        <div className="controls">{controls}</div>
      </header>
      <main
        className={clsx("plain-main", wide && "plain-main-wide", widest && "plain-main-widest")}
        id={CONTENT_ID}
        tabIndex={-1}
      >
        {children}
      </main>
    </div>
  );
}
