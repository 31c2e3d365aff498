"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Draft } from "#lib/domain/campaigns/draft";
import { type Answer, ask } from "./answers.ts";
import { type Backup, type DraftEdit, DraftKeeper, type KeptDraft } from "./draft-keeper.ts";

/** Saves an edit; the server action of the page. */
export type SaveDraft = (
  slug: string,
  edit: DraftEdit,
) => Promise<Answer<{ readonly version: number; readonly savedAt: Date }>>;

/** What is unsaved, in the tab's own storage: gone with the tab, and never on another page's mind. */
function tabBackup(id: string): Backup {
  const key = `tellal.draft.${id}`;
  return {
    read() {
      const text = sessionStorage.getItem(key);
      // Only this file writes under this key, in this tab.
      return text === null ? null : (JSON.parse(text) as ReturnType<Backup["read"]>);
    },
    write: (content) => sessionStorage.setItem(key, JSON.stringify(content)),
    clear: () => sessionStorage.removeItem(key),
  };
}

/** Holds a draft for a page: what is typed, and how it stands with the server. */
export function useDraft(slug: string, draft: Draft, save: SaveDraft): { keeper: DraftKeeper; kept: KeptDraft } {
  const [keeper] = useState(
    () =>
      new DraftKeeper({
        draft,
        backup: tabBackup(draft.id),
        save: (edit) => save(slug, edit),
        readNewer: () => ask<Draft>(`/api/w/${slug}/campaigns/${draft.id}/draft`),
      }),
  );
  useEffect(() => {
    keeper.restore();
    const online = () => void keeper.flush();
    const leave = (event: BeforeUnloadEvent) => {
      if (keeper.isStored) return;
      void keeper.flush();
      event.preventDefault();
    };
    window.addEventListener("online", online);
    window.addEventListener("beforeunload", leave);
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("beforeunload", leave);
      void keeper.flush();
      keeper.stop();
    };
  }, [keeper]);
  return { keeper, kept: useSyncExternalStore(keeper.subscribe, keeper.snapshot, keeper.snapshot) };
}

/** Takes up what somebody else wrote on a draft that this page held open unchanged. */
export function useCatchUp(slug: string, campaignId: string, keeper: DraftKeeper): () => void {
  return useCallback(() => {
    void ask<Draft>(`/api/w/${slug}/campaigns/${campaignId}/draft`).then((answer) => {
      if (answer.ok && keeper.isStored) keeper.takeNewer(answer.result);
    });
  }, [slug, campaignId, keeper]);
}
