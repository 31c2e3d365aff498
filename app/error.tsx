"use client";

import { type ErrorPageProps, ErrorView } from "#components/shell/error-view";
import { PlainPage } from "#components/shell/plain-page";

export default function ErrorPage(props: ErrorPageProps) {
  return (
    <PlainPage>
      <ErrorView {...props} />
    </PlainPage>
  );
}
