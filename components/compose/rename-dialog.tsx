"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { TextField } from "#components/ui/input";
import { campaignNameLength } from "#lib/domain/campaigns/draft";

interface RenameDialogProps {
  name: string;
  onClose: () => void;
  onRename: (name: string) => void;
}

/** Asks for another name. */
export function RenameDialog({ name, onClose, onRename }: RenameDialogProps) {
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
