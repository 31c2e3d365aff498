"use client";

import { type ErrorPageProps, ErrorView } from "#components/shell/error-view";

// Inside the shell, so that the way to every other page stays open.
export default function WorkspaceErrorPage(props: ErrorPageProps) {
  return (
    <div className="page">
      <ErrorView {...props} />
    </div>
  );
}
