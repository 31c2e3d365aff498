"use client";

import Pencil from "lucide-react/icons/pencil";
import Smartphone from "lucide-react/icons/smartphone";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { PageHead } from "#components/ui/page-head";
import { campaignNameLength } from "#lib/domain/campaigns/draft";
import type { DraftKeeper, KeptDraft } from "./draft-keeper.ts";
import { SaveLine } from "./save-line.tsx";

interface ComposerHeadProps {
  slug: string;
  kept: KeptDraft;
  keeper: DraftKeeper;
  zone: string;
  onTest: (() => void) | undefined;
}

/** Name of the draft, how it stands with saving, and the test. */
export function ComposerHead({ slug, kept, keeper, zone, onTest }: ComposerHeadProps) {
  const t = useTranslations("compose");
  const [isRenaming, setRenaming] = useState(false);
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
            <CampaignBadge state="draft" />
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
      {isRenaming && (
        <RenameDialog
          name={kept.fields.name}
          onClose={() => setRenaming(false)}
          onRename={(name) => keeper.change({ name })}
        />
      )}
    </>
  );
}

interface RenameDialogProps {
  name: string;
  onClose: () => void;
  onRename: (name: string) => void;
}

function RenameDialog({ name, onClose, onRename }: RenameDialogProps) {
  const t = useTranslations("compose.rename");
  const common = useTranslations("common");
  const [written, setWritten] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (written.trim() === "") return;
    onRename(written.trim());
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title={t("title")}>
      <form className="stack stack-3 dialog-form" onSubmit={submit}>
        <TextField
          label={t("label")}
          hint={t("hint")}
          required
          maxLength={campaignNameLength}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
        />
        <div className="dialog-acts">
          <DialogClose>{common("cancel")}</DialogClose>
          <Button look="ink" type="submit" disabled={written.trim() === ""}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
