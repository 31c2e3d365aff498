"use client";

import { type ErrorPageProps, ErrorView } from "#components/shell/error-view";

export default function ErrorPage(props: ErrorPageProps) {
  return (
    <div className="plain-page">
      <main className="plain-main">
        <ErrorView {...props} />
      </main>
    </div>
  );
}
