import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { AcceptForm, AskForm, JoinForm } from "#components/team/join-form";
import { EmptyState } from "#components/ui/empty-state";
import { KeyValues } from "#components/ui/key-values";
import { LinkButton } from "#components/ui/link-button";
import { SubmitButton } from "#components/ui/submit-button";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { maskedEmail } from "#lib/domain/team/model";
import { offerOf, type ShownOffer } from "#lib/gate/invites";
import { currentUser } from "#lib/gate/user";
import { PreferenceControls } from "../../preferences/controls";
import { acceptInviteAction, askForInviteAction, joinByInviteAction, signOutForInviteAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invite");
  // The address holds the token of the link: it must not travel on, nor be found by a search.
  return { title: t("title"), referrer: "no-referrer", robots: { index: false } };
}

// Opening the link takes nothing: mail programs open links to look at them. Only the form does.
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [offer, user] = await Promise.all([offerOf(token), currentUser()]);
  return (
    <SplitPage controls={<PreferenceControls />}>
      <ClientTexts also={["invite", "auth"]}>
        <Inside token={token} offer={offer} user={user} />
      </ClientTexts>
    </SplitPage>
  );
}

interface InsideProps {
  token: string;
  offer: ShownOffer | null;
  user: SignedInUser | null;
}

async function Inside({ token, offer, user }: InsideProps) {
  const t = await getTranslations("invite");
  if (offer === null) {
    return (
      <EmptyState heading="h1" title={t("goneTitle")} text={t("goneText")}>
        <LinkButton href="/" look="primary">
          {t("toStart")}
        </LinkButton>
      </EmptyState>
    );
  }
  if (offer.state === "expired") {
    return (
      <EmptyState
        heading="h1"
        title={t("expiredTitle")}
        text={t("expiredText", { workspace: offer.workspaceName, name: offer.by })}
      >
        <AskForm token={token} action={askForInviteAction} />
      </EmptyState>
    );
  }
  if (user !== null && user.email !== offer.email) {
    return (
      <EmptyState
        heading="h1"
        title={t("wrongTitle")}
        text={t("wrongText", { email: user.email, other: maskedEmail(offer.email) })}
      >
        <form action={signOutForInviteAction}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton look="primary">{t("signOut")}</SubmitButton>
        </form>
      </EmptyState>
    );
  }
  return <Open token={token} offer={offer} isSignedIn={user !== null} />;
}

async function Open({ token, offer, isSignedIn }: { token: string; offer: ShownOffer; isSignedIn: boolean }) {
  const t = await getTranslations("invite");
  const roles = await getTranslations("workspaces.role");
  const { workspaceName, role, by, email } = offer;
  // An owner is never invited; the words for it are an admin's, who comes next.
  const kind = role === "owner" ? "admin" : role;
  return (
    <>
      <div>
        <h1>{t("heading", { workspace: workspaceName })}</h1>
        <p className="muted">{t("by", { name: by })}</p>
      </div>
      <KeyValues
        items={[
          { key: "workspace", term: t("workspace"), value: workspaceName },
          { key: "role", term: t("role"), value: roles(role) },
          { key: "email", term: t("email"), value: <span className="wrap-anywhere">{email}</span> },
        ]}
      />
      <p className="sm muted">{t(`what.${kind}`)}</p>
      {isSignedIn ? (
        <AcceptForm token={token} action={acceptInviteAction} />
      ) : offer.hasAccount ? (
        <>
          <p className="sm muted">{t("signInText")}</p>
          <LinkButton look="primary" block href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
            {t("signIn")}
          </LinkButton>
        </>
      ) : (
        <>
          <p className="sm muted">{t("newText")}</p>
          <JoinForm token={token} email={email} action={joinByInviteAction} />
        </>
      )}
    </>
  );
}
