import type { ReactNode } from "react";

interface EmptyStateProps {
  title: ReactNode;
  /** Where it is all there is on the page, its title is the page's. */
  heading?: "h1" | "h2" | "h3" | undefined;
  /** Why it is empty, in one sentence. */
  text?: ReactNode;
  /** Takes the place of the outline, as for an error. */
  icon?: ReactNode;
  /** A code for the log, so that somebody can look it up. */
  reference?: string | undefined;
  /** One button, and perhaps one link to learn more. */
  children?: ReactNode;
}

/** What stands where content would be: why there is none, and the one thing to do about it. */
export function EmptyState({
  title,
  heading: Heading = "h3",
  text,
  icon = <Outline />,
  reference,
  children,
}: EmptyStateProps) {
  return (
    <div className="empty">
      {icon}
      <Heading>{title}</Heading>
      {text !== undefined && <p>{text}</p>}
      {reference !== undefined && <span className="ref">{reference}</span>}
      {children !== undefined && <div className="acts">{children}</div>}
    </div>
  );
}

/** The logo's outline: a crier's drum that is also a speech bubble. */
function Outline() {
  return (
    <svg
      className="mk"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <rect x="2" y="2" width="20" height="3.5" rx="1.75" />
      <path d="M2.75 8h18.5v7a3.5 3.5 0 0 1-3.5 3.5h-6.5L7 22v-3.5h-.75a3.5 3.5 0 0 1-3.5-3.5Z" />
    </svg>
  );
}
