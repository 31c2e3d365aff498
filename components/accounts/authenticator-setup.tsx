"use client";

import { useTranslations } from "next-intl";
import { CodeField } from "#components/accounts/fields";
import { QrCode } from "#components/accounts/qr-code";
import { CopyButton } from "#components/ui/copy-button";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface AuthenticatorSetupProps {
  /** What the QR code says. */
  address: string;
  secret: string;
  confirm: (form: FormData) => Promise<FormAnswer<readonly string[]>>;
  onConfirmed: (codes: readonly string[]) => void;
}

/** Scan, then prove that it worked with a first code. */
export function AuthenticatorSetup({ address, secret, confirm, onConfirmed }: AuthenticatorSetupProps) {
  const t = useTranslations("account.authenticator");
  const common = useTranslations("common");
  const { send, refusal } = useFormAnswer(async (form: FormData) => {
    const answer = await confirm(form);
    if (answer.ok) onConfirmed(answer.result);
    return answer;
  });
  return (
    <form action={send} className="stack stack-3 dialog-form">
      <RefusalLine refusal={refusal} atFields={["account.wrong_code"]} />
      <p>{t("scan")}</p>
      <QrCode text={address} label={t("qr")} />
      <details>
        <summary>{t("cannotScan")}</summary>
        <p className="row wrap">
          <code className="secret">{secret.match(/.{1,4}/g)?.join(" ")}</code>
          <CopyButton text={secret} />
        </p>
      </details>
      <CodeField
        isFirst={false}
        label={t("code")}
        hint={t("codeHint")}
        error={fieldError(refusal, "code", "account.wrong_code")}
      />
      <div className="dialog-acts">
        <DialogClose>{common("cancel")}</DialogClose>
        <SubmitButton look="primary">{t("confirm")}</SubmitButton>
      </div>
    </form>
  );
}
