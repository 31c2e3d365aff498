"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import type { ShownNumber, TestActions } from "./test-actions.tsx";

interface TestNumberFormProps {
  slug: string;
  campaignId: string;
  actions: TestActions;
  onVerified: (number: ShownNumber) => void;
}

/** Adds a number of one's own: the number, then the code that it got. */
export function TestNumberForm(props: TestNumberFormProps) {
  const { slug, campaignId, actions, onVerified } = props;
  const t = useTranslations("compose.test");
  const [phone, setPhone] = useState("");
  const [waiting, setWaiting] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);
  const sendCode = async () => {
    setBusy(true);
    setProblem(undefined);
    const answer = await actions.add(slug, { campaignId, phone }).catch(() => null);
    setBusy(false);
    if (answer === null) setProblem(t("offline"));
    else if (!answer.ok) setProblem(answer.error.message);
    else if (answer.result.isVerified) onVerified({ id: answer.result.numberId, text: phone, isVerified: true });
    else setWaiting(answer.result.numberId);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sendCode();
  };
  if (waiting !== null) {
    return (
      <CodeForm
        {...props}
        key={waiting}
        number={{ id: waiting, text: phone, isVerified: false }}
        onAgain={() => {
          setWaiting(null);
        }}
      />
    );
  }
  return (
    <form className="stack stack-3" onSubmit={submit}>
      <TextField
        label={t("phone")}
        hint={t("phoneHint")}
        error={problem}
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        required
        maxLength={40}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <div>
        <Button type="submit" busy={isBusy}>
          {t("sendCode")}
        </Button>
      </div>
    </form>
  );
}

interface CodeFormProps extends TestNumberFormProps {
  number: ShownNumber;
  onAgain: () => void;
}

function CodeForm({ slug, actions, number, onVerified, onAgain }: CodeFormProps) {
  const t = useTranslations("compose.test");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    const answer = await actions.confirm(slug, { numberId: number.id, code }).catch(() => null);
    setBusy(false);
    if (answer === null) setProblem(t("offline"));
    else if (!answer.ok) setProblem(answer.error.message);
    else if (answer.result.kind === "verified") onVerified({ ...number, isVerified: true });
    else if (answer.result.kind === "wrong") setProblem(t("wrong", { left: answer.result.triesLeft }));
    else setProblem(t("over"));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void confirm();
  };
  return (
    <form className="stack stack-3" onSubmit={submit}>
      <TextField
        label={t("code")}
        hint={t("codeHint", { number: number.text })}
        error={problem}
        numeric
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" busy={isBusy}>
          {t("confirm")}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          {t("again")}
        </Button>
      </div>
    </form>
  );
}
