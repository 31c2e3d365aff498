import { getTranslations } from "next-intl/server";
import { KeyForm, type KeyProvider } from "#components/connections/key-form";
import { ProviderMark } from "#components/connections/provider-mark";
import { Card, CardBody } from "#components/ui/card";
import { connectKeyAction } from "../actions";

const TILES: readonly { readonly provider: KeyProvider; readonly label: string }[] = [
  { provider: "iletimerkezi", label: "iletiMerkezi" },
  { provider: "turkeysms", label: "TurkeySMS" },
];

/** The providers that are connected by a pasted key, each with its fields behind a line to open. */
export async function KeyTiles({ slug }: { slug: string }) {
  const t = await getTranslations("connections.key");
  return TILES.map(({ provider, label }) => (
    <Card key={provider} fill className="c6">
      <CardBody className="stack stack-3 pt-5">
        <div className="row gap-3">
          <ProviderMark provider={provider} />
          <h3>{label}</h3>
        </div>
        <p className="sm text-2">{t(`tile.${provider}`)}</p>
        <details>
          <summary className="strong">{t("open", { label })}</summary>
          <div className="pt-4">
            <KeyForm provider={provider} label={label} action={connectKeyAction.bind(null, slug)} />
          </div>
        </details>
      </CardBody>
    </Card>
  ));
}
