"use client";

import english from "../lib/i18n/en/states.json";
import turkish from "../lib/i18n/tr/states.json";
import "./globals.css";

// The layout itself failed, and with it the choice of language: both are shown, without anything that could fail again.
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="tr">
      <body>
        <title>{turkish.error.pageTitle}</title>
        <main className="plain-main stack">
          <h1>{turkish.error.pageTitle}</h1>
          <p>{turkish.error.pageText}</p>
          <p lang="en">{english.error.pageText}</p>
          <div className="acts">
            <button type="button" className="btn" onClick={retry}>
              {turkish.error.retry} / <span lang="en">{english.error.retry}</span>
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
