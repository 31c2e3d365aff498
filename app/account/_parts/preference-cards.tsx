import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Segmented } from "#components/ui/segmented";
import { SubmitButton } from "#components/ui/submit-button";
import { chooseKeysAction, chooseThemeAction } from "../../preferences/actions";
import { KEYS_COOKIE, parseTheme, THEME_COOKIE } from "../../preferences/theme";

/** Light, dark or as the device; kept in this browser. */
export async function ThemeCard() {
  const t = await getTranslations("account.theme");
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const options = (["light", "dark", "system"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Card id="theme">
      <CardHeader title={t("title")} />
      <CardBody>
        <form action={chooseThemeAction} className="row wrap">
          <Segmented key={theme} label={t("label")} name="theme" defaultValue={theme} options={options} />
          <SubmitButton>{t("save")}</SubmitButton>
        </form>
      </CardBody>
    </Card>
  );
}

/** Whether single letters do something; kept in this browser. */
export async function KeysCard() {
  const t = await getTranslations("account.keys");
  const chosen = (await cookies()).get(KEYS_COOKIE)?.value === "off" ? "off" : "on";
  const options = (["on", "off"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Card id="keys">
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        <p className="sm muted">{t("text")}</p>
        <form action={chooseKeysAction} className="row wrap">
          <Segmented key={chosen} label={t("label")} name="keys" defaultValue={chosen} options={options} />
          <SubmitButton>{t("save")}</SubmitButton>
        </form>
      </CardBody>
    </Card>
  );
}
