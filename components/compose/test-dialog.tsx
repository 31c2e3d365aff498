"use client";

import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Icon } from "#components/ui/icon";
import { RadioGroup } from "#components/ui/radio-group";
import type { ShownNumber, TestActions } from "./test-actions.tsx";
import { TestNumberForm } from "./test-number-form.tsx";
import { type TestOutcome, useTestResult } from "./use-test-result.ts";

interface TestDialogProps {
  slug: string;
  campaignId: string;
  /** The person of the preview. */
  line: number | null;
  numbers: readonly ShownNumber[];
  actions: TestActions;
  isOpen: boolean;
  onClose: () => void;
  /** Stores what is unsaved; a test sends what is stored. */
  onFlush: () => Promise<boolean>;
}

const tones = { open: "info", sent: "ok", delivered: "ok", unknown: "warn", failed: "bad", skipped: "warn" } as const;

/** Sends the text to a number of one's own, and shows what became of it. */
export function TestDialog(props: TestDialogProps) {
  const { slug, campaignId, numbers, actions, isOpen, onClose } = props;
  const t = useTranslations("compose.test");
  const common = useTranslations("common");
  const [own, setOwn] = useState(() => numbers.filter((number) => number.isVerified));
  const [isAdding, setAdding] = useState(own.length === 0);
  const { chosen, choose, send, isBusy, problem, outcome } = useTest(props, own);
  const added = (number: ShownNumber) => {
    setOwn((known) => [...known.filter((one) => one.id !== number.id), number]);
    choose(number.id);
    setAdding(false);
  };
  const remove = async (number: ShownNumber) => {
    const answer = await actions.remove(slug, { numberId: number.id }).catch(() => null);
    if (answer?.ok !== true) return;
    setOwn((known) => known.filter((one) => one.id !== number.id));
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("title")}
      text={t("text")}
      footer={
        <>
          <DialogClose>{common("close")}</DialogClose>
          <Button look="primary" busy={isBusy} disabled={chosen === null} onClick={() => void send()}>
            {t("send")}
          </Button>
        </>
      }
    >
      {own.length > 0 && <Numbers own={own} chosen={chosen} onChoose={choose} onRemove={(one) => void remove(one)} />}
      {isAdding ? (
        <TestNumberForm slug={slug} campaignId={campaignId} actions={actions} onVerified={added} />
      ) : (
        <div>
          <Button small onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        </div>
      )}
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      {outcome !== null && problem === null && (
        <Banner tone={tones[outcome]} live="status">
          {t(`result.${outcome}`)}
        </Banner>
      )}
    </Dialog>
  );
}

/** Which number is chosen, the sending, and what came of it. */
function useTest({ slug, campaignId, line, actions, onFlush }: TestDialogProps, own: readonly ShownNumber[]) {
  const t = useTranslations("compose.test");
  const [picked, choose] = useState<string | null>(null);
  const [messageId, setMessageId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const outcome: TestOutcome | null = useTestResult(slug, messageId);
  const chosen = own.find((number) => number.id === picked)?.id ?? own[0]?.id ?? null;
  const attempt = async (): Promise<string | null> => {
    if (chosen === null) return null;
    if (!(await onFlush())) return t("unsaved");
    const answer = await actions.send(slug, { campaignId, numberId: chosen, line }).catch(() => null);
    if (answer === null) return t("offline");
    if (!answer.ok) return answer.error.message;
    setMessageId(answer.result.messageId);
    return null;
  };
  const send = async () => {
    setBusy(true);
    setMessageId(null);
    setProblem(await attempt());
    setBusy(false);
  };
  return { chosen, choose, send, isBusy, problem, outcome };
}

interface NumbersProps {
  own: readonly ShownNumber[];
  chosen: string | null;
  onChoose: (id: string) => void;
  onRemove: (number: ShownNumber) => void;
}

function Numbers({ own, chosen, onChoose, onRemove }: NumbersProps) {
  const t = useTranslations("compose.test");
  const picked = own.find((number) => number.id === chosen);
  return (
    <div className="row top-a">
      <div className="grow">
        <RadioGroup
          legend={t("numbers")}
          name="test-number"
          value={chosen ?? ""}
          options={own.map((number) => ({ value: number.id, label: <span className="num">{number.text}</span> }))}
          onValueChange={onChoose}
        />
      </div>
      {picked !== undefined && (
        <Button small look="quiet" iconOnly icon={<Icon of={X} size="small" />} onClick={() => onRemove(picked)}>
          {t("remove", { number: picked.text })}
        </Button>
      )}
    </div>
  );
}
