import Plus from "lucide-react/icons/plus";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { Avatar } from "#components/ui/avatar";
import { Card, CardBody } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { SubmitButton } from "#components/ui/submit-button";
import { hasUsers } from "#lib/domain/accounts/queries";
import type { Offer } from "#lib/domain/team/queries";
import { readPublic } from "#lib/gate/instance";
import { offersFor } from "#lib/gate/invites";
import { type WorkspaceChoice, workspacesOf } from "#lib/gate/scope";
import { currentUser } from "#lib/gate/user";
import { acceptListedInviteAction } from "./invite/[token]/actions";
import { PreferenceControls } from "./preferences/controls";

// The way in: to the first account, to sign-in, to the one workspace, or to a choice of several.
export default async function ChooserPage() {
  const user = await currentUser();
  if (user === null) redirect((await readPublic(hasUsers)) ? "/sign-in" : "/welcome");
  const [choices, offers] = await Promise.all([workspacesOf(user.id), offersFor(user)]);
  const [only, ...others] = choices;
  // Whoever is invited sees it here first, before anything is opened or made.
  if (offers.length === 0) {
    if (only === undefined) redirect("/workspaces/new");
    if (others.length === 0) redirect(`/w/${only.slug}`);
  }
  const t = await getTranslations("workspaces.chooser");
  return (
    <PlainPage wide controls={<PreferenceControls />}>
      <div className="stack">
        <PageHead title={t("title")} text={t("signedInAs", { email: user.email })}>
          {user.isOperator && (
            <LinkButton href="/instance" look="quiet">
              {t("instance")}
            </LinkButton>
          )}
          <LinkButton href="/account" look="quiet">
            {t("account")}
          </LinkButton>
          <LinkButton href="/workspaces/new" icon={<Icon of={Plus} />}>
            {t("create")}
          </LinkButton>
        </PageHead>
        {offers.length > 0 && (
          <section className="stack stack-2" aria-labelledby="invites">
            <h2 id="invites">{t("invites")}</h2>
            <ul className="grid gap-3 tablet:grid-cols-2">
              {offers.map((offer) => (
                <li key={offer.id}>
                  <OfferCard offer={offer} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {choices.length > 0 && (
          <ul className="grid gap-3 tablet:grid-cols-2">
            {choices.map((choice) => (
              <li key={choice.slug}>
                <WorkspaceCard choice={choice} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </PlainPage>
  );
}

// A form's action answers nothing: what became of it shows in the list, which is read again.
async function accept(form: FormData): Promise<void> {
  "use server";
  await acceptListedInviteAction(form);
  redirect("/");
}

async function WorkspaceCard({ choice }: { choice: WorkspaceChoice }) {
  const t = await getTranslations("workspaces");
  return (
    <Card>
      <CardBody className="row">
        <Avatar name={choice.name} square />
        <div className="grow">
          <h2 className="trunc">{choice.name}</h2>
          <p className="sm muted">{t(choice.isSuspended ? "suspended.title" : `role.${choice.role}`)}</p>
        </div>
        <LinkButton href={`/w/${choice.slug}`} aria-label={`${t("chooser.open")}: ${choice.name}`}>
          {t("chooser.open")}
        </LinkButton>
      </CardBody>
    </Card>
  );
}

async function OfferCard({ offer }: { offer: Offer }) {
  const t = await getTranslations("workspaces");
  const { id, workspaceName: name, role, by } = offer;
  return (
    <Card>
      <CardBody className="row">
        <Avatar name={name} square />
        <div className="grow">
          <h3 className="trunc">{name}</h3>
          <p className="sm muted">{t("chooser.invitedBy", { role: t(`role.${role}`), name: by })}</p>
        </div>
        <form action={accept}>
          <input type="hidden" name="inviteId" value={id} />
          <SubmitButton look="primary" aria-label={t("chooser.acceptOf", { name })}>
            {t("chooser.accept")}
          </SubmitButton>
        </form>
      </CardBody>
    </Card>
  );
}
