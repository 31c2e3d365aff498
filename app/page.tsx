import Plus from "lucide-react/icons/plus";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { Avatar } from "#components/ui/avatar";
import { Card, CardBody } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { hasUsers } from "#lib/domain/accounts/queries";
import { readPublic } from "#lib/gate/instance";
import { type WorkspaceChoice, workspacesOf } from "#lib/gate/scope";
import { currentUser } from "#lib/gate/user";
import { PreferenceControls } from "./preferences/controls";

// The way in: to the first account, to sign-in, to the one workspace, or to a choice of several.
export default async function ChooserPage() {
  const user = await currentUser();
  if (user === null) redirect((await readPublic(hasUsers)) ? "/sign-in" : "/welcome");
  const choices = await workspacesOf(user.id);
  const [only, ...others] = choices;
  if (only === undefined) redirect("/workspaces/new");
  if (others.length === 0) redirect(`/w/${only.slug}`);
  const t = await getTranslations("workspaces.chooser");
  return (
    <PlainPage wide controls={<PreferenceControls />}>
      <div className="stack">
        <PageHead title={t("title")} text={t("signedInAs", { email: user.email })}>
          <LinkButton href="/account" look="quiet">
            {t("account")}
          </LinkButton>
          <LinkButton href="/workspaces/new" icon={<Icon of={Plus} />}>
            {t("create")}
          </LinkButton>
        </PageHead>
        <ul className="grid gap-3 tablet:grid-cols-2">
          {choices.map((choice) => (
            <li key={choice.slug}>
              <WorkspaceCard choice={choice} />
            </li>
          ))}
        </ul>
      </div>
    </PlainPage>
  );
}

async function WorkspaceCard({ choice }: { choice: WorkspaceChoice }) {
  const t = await getTranslations("workspaces");
  return (
    <Card>
      <CardBody className="row">
        <Avatar name={choice.name} square />
        <div className="grow">
          <h2 className="trunc">{choice.name}</h2>
          <p className="sm muted">{t(`role.${choice.role}`)}</p>
        </div>
        <LinkButton href={`/w/${choice.slug}`} aria-label={`${t("chooser.open")}: ${choice.name}`}>
          {t("chooser.open")}
        </LinkButton>
      </CardBody>
    </Card>
  );
}
