"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import type { DraftKeeper, KeptDraft } from "./draft-keeper.ts";

/** How it stands with what was typed, in a few words under the title. */
export function SaveLine({ kept, zone }: { kept: KeptDraft; zone: string }) {
  const t = useTranslations("compose.save");
  const format = useFormatter();
  const time = format.dateTime(new Date(kept.savedAt), "time", { timeZone: zone });
  const { state } = kept;
  if (state.kind === "unsaved") return <span className="num">{t("unsaved")}</span>;
  if (state.kind === "saving") return <span className="num">{t("saving")}</span>;
  return <span className="num">{state.kind === "saved" ? t("saved", { time }) : t("notSaved")}</span>;
}

/** What stands in the way of saving, with the way out of it. */
export function SaveTrouble({ kept, keeper }: { kept: KeptDraft; keeper: DraftKeeper }) {
  const t = useTranslations("compose.save");
  const { state } = kept;
  const retry = (
    <Button small onClick={() => void keeper.flush()}>
      {t("retry")}
    </Button>
  );
  switch (state.kind) {
    case "saved":
    case "unsaved":
    case "saving":
      return null;
    case "offline":
      return (
        <Banner tone="warn" live="status" action={retry}>
          {t("offline")}
        </Banner>
      );
    case "signed_out":
      return (
        <Banner
          tone="warn"
          live="alert"
          action={
            <>
              <a className="btn btn-s" href="/sign-in" target="_blank" rel="noopener">
                {t("signIn")}
              </a>
              {retry}
            </>
          }
        >
          {t("signedOut")}
        </Banner>
      );
    case "refused":
      return (
        <Banner tone="bad" live="alert" action={retry}>
          {state.message}
        </Banner>
      );
    case "stale":
      return <Stale state={state} keeper={keeper} />;
  }
}

function Stale({ state, keeper }: { state: Extract<KeptDraft["state"], { kind: "stale" }>; keeper: DraftKeeper }) {
  const t = useTranslations("compose");
  const format = useFormatter();
  const fields = format.list(state.changed.map((field) => t(`field.${field}`)));
  return (
    <Banner
      tone="warn"
      live="alert"
      action={
        <>
          <Button small onClick={() => keeper.takeNewer(state.newer)}>
            {t("stale.take")}
          </Button>
          <Button small onClick={() => keeper.keepMine(state.newer)}>
            {t("stale.keep")}
          </Button>
        </>
      }
    >
      <b>{t("stale.title")}</b>
      <p className="sm">{t("stale.text", { fields })}</p>
    </Banner>
  );
}
