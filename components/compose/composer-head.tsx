"use client";

import Pencil from "lucide-react/icons/pencil";
import Smartphone from "lucide-react/icons/smartphone";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { PageHead } from "#components/ui/page-head";
import { useLate } from "#components/ui/use-late";
import type { CampaignState } from "#lib/domain/campaigns/model";
import type { DraftKeeper, KeptDraft } from "./draft-keeper.ts";
import { SaveLine } from "./save-line.tsx";

const loadRename = () => import("./rename-dialog.tsx").then((module) => module.RenameDialog);

interface ComposerHeadProps {
  slug: string;
  state: CampaignState;
  kept: KeptDraft;
  keeper: DraftKeeper;
  zone: string;
  onTest: (() => void) | undefined;
}

/** Name of the draft, how it stands with saving, and the test. */
export function ComposerHead({ slug, state, kept, keeper, zone, onTest }: ComposerHeadProps) {
  const t = useTranslations("compose");
  const [isRenaming, setRenaming] = useState(false);
  const RenameDialog = useLate(loadRename, isRenaming);
  return (
    <>
      <PageHead
        title={kept.fields.name}
        parent={{ href: `/w/${slug}/campaigns`, label: t("list") }}
        state={
          <>
            <Button
              small
              look="quiet"
              iconOnly
              icon={<Icon of={Pencil} size="small" />}
              onClick={() => setRenaming(true)}
            >
              {t("rename.open")}
            </Button>
            <CampaignBadge state={state} />
          </>
        }
        text={<SaveLine kept={kept} zone={zone} />}
      >
        {onTest !== undefined && (
          <Button icon={<Icon of={Smartphone} />} aria-haspopup="dialog" onClick={onTest}>
            {t("test.open")}
          </Button>
        )}
      </PageHead>
      {isRenaming && RenameDialog !== undefined && (
        <RenameDialog
          name={kept.fields.name}
          onClose={() => setRenaming(false)}
          onRename={(name) => keeper.change({ name })}
        />
      )}
    </>
  );
}
