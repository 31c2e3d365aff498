import { getTranslations } from "next-intl/server";
import { AuthenticatorControls } from "#components/accounts/authenticator-controls";
import { ElsewhereForm } from "#components/accounts/elsewhere-form";
import { PasswordForm } from "#components/accounts/password-form";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { LinkButton } from "#components/ui/link-button";
import type { AccountSafety } from "#lib/domain/accounts/account-queries";
import { changePasswordAction } from "../actions";
import {
  beginAuthenticatorAction,
  confirmAuthenticatorAction,
  linkElsewhereAction,
  removeAuthenticatorAction,
  renewRecoveryCodesAction,
  unlinkElsewhereAction,
} from "../safety-actions";

const authenticatorActions = {
  begin: beginAuthenticatorAction,
  confirm: confirmAuthenticatorAction,
  remove: removeAuthenticatorAction,
  renewCodes: renewRecoveryCodesAction,
};

/** The password, or the way to one. */
export async function PasswordCard({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const t = await getTranslations("account.password");
  return (
    <Card id="password">
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        {hasPassword ? (
          <>
            <p className="sm muted">{t("text")}</p>
            <PasswordForm action={changePasswordAction} email={email} />
          </>
        ) : (
          <>
            <p>{t("none")}</p>
            <div className="row">
              <LinkButton href="/reset">{t("ask")}</LinkButton>
            </div>
          </>
        )}
      </CardBody>
    </Card>
  );
}

/** The second step of a sign-in. */
export async function AuthenticatorCard({ safety, host }: { safety: AccountSafety; host: string }) {
  const t = await getTranslations("account.authenticator");
  const codes = await getTranslations("account.codes");
  const { hasAuthenticator, codesLeft } = safety;
  return (
    <Card id="authenticator">
      <CardHeader title={t("title")}>
        <Badge tone={hasAuthenticator ? "ok" : "quiet"}>{hasAuthenticator ? t("on") : t("off")}</Badge>
      </CardHeader>
      <CardBody className="stack">
        <p className="sm muted">{t("text")}</p>
        {hasAuthenticator && <p>{codes("left", { count: codesLeft })}</p>}
        <AuthenticatorControls isOn={hasAuthenticator} host={host} actions={authenticatorActions} />
      </CardBody>
    </Card>
  );
}

/** The account at the other sign-in server. */
export async function ElsewhereCard({ name, isLinked }: { name: string; isLinked: boolean }) {
  const t = await getTranslations("account.elsewhere");
  return (
    <Card id="elsewhere">
      <CardHeader title={t("title", { name })} />
      <CardBody className="stack">
        <p>{isLinked ? t("linked", { name }) : t("unlinked", { name })}</p>
        <div className="row">
          {isLinked ? (
            <ConfirmButton
              label={t("unlink")}
              button={{ look: "quiet-danger" }}
              title={t("unlinkTitle", { name })}
              text={t("unlinkText", { name })}
              confirmLabel={t("unlink")}
              action={unlinkElsewhereAction}
            />
          ) : (
            <ElsewhereForm action={linkElsewhereAction} label={t("link", { name })} />
          )}
        </div>
      </CardBody>
    </Card>
  );
}
