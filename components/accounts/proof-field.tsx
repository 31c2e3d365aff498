"use client";

import { useTranslations } from "next-intl";
import { CodeField } from "#components/accounts/fields";
import { PasswordField } from "#components/ui/password-input";
import type { ProofWays } from "#lib/domain/accounts/login-session";

/** A way to prove who one is. */
export type ProofKind = "password" | "code" | "passkey" | "elsewhere";

/** What one way asks for. */
export function ProofField({ kind, ways }: { kind: ProofKind; ways: ProofWays }) {
  const t = useTranslations("common.proof");
  switch (kind) {
    case "password":
      return (
        <>
          <input type="text" autoComplete="username" value={ways.email} readOnly hidden />
          <PasswordField label={t("password")} name="password" autoComplete="current-password" autoFocus required />
        </>
      );
    case "code":
      return <CodeField label={t("code")} hint={t("codeHint")} />;
    case "passkey":
      return <p>{t("passkeyText")}</p>;
    case "elsewhere":
      return <p>{t("elsewhereText", { name: ways.elsewhere ?? "" })}</p>;
  }
}
