import { createTranslator } from "use-intl/core";
import { toPublicId } from "#lib/domain/ids";
import { messagesOf } from "#lib/i18n/messages";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { type Mail, sendMail } from "#lib/infra/mail";
import { mailPage } from "#lib/infra/mail-page";
import type { JobPayload } from "#lib/infra/queue";

type Occasion = JobPayload<"mail.review">["occasion"];

interface Letter {
  readonly to: string;
  readonly locale: "tr" | "en";
  readonly slug: string;
  readonly workspace: string;
  readonly campaignId: string;
  readonly campaign: string;
  readonly person: string;
  readonly people: number;
  readonly parts: number;
  readonly comment: string | null;
}

/**
 * Writes and sends the mail of a `mail.review` job. Safe to repeat. Who is no member any more, and an approver whose
 * answer is not waited for any more, gets none. It holds no message text and no phone number.
 *
 * @param transact Runs work in a tenant transaction: of a job's scope.
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendReviewMail(
  transact: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  payload: JobPayload<"mail.review">,
): Promise<void> {
  const letter = await transact((tx) => readLetter(tx, payload));
  if (letter !== null) await sendMail(composeMail(letter, payload.occasion));
}

async function readLetter(tx: TenantTx, { reviewId, userId, occasion }: JobPayload<"mail.review">) {
  const { workspaceId, db } = tx;
  const member = await db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { user: { select: { email: true, locale: true } }, workspace: { select: { slug: true, name: true } } },
  });
  const review = await db.review.findUnique({
    where: { workspaceId_id: { workspaceId, id: reviewId } },
    include: { campaign: { select: { name: true } }, comments: { orderBy: { id: "desc" }, take: 1 } },
  });
  if (member === null || review === null) return null;
  if (occasion === "waiting" && review.state !== "waiting") return null;
  const actorId = occasion === "waiting" ? review.submittedById : (review.decidedById ?? review.submittedById);
  const actor = await db.user.findUnique({ where: { id: actorId }, select: { name: true } });
  const [comment] = review.comments;
  const isSaid = comment?.authorId === actorId && ["waiting", "changes_requested", "rejected"].includes(occasion);
  const letter: Letter = {
    to: member.user.email,
    locale: member.user.locale === "en" ? "en" : "tr",
    ...{ slug: member.workspace.slug, workspace: member.workspace.name },
    ...{ campaignId: review.campaignId, campaign: review.campaign.name, person: actor?.name ?? "" },
    ...{ people: review.people, parts: review.parts },
    comment: isSaid ? comment.body : null,
  };
  return letter;
}

function composeMail(letter: Letter, occasion: Occasion): Mail {
  const { appUrl } = env();
  const { locale, campaign, workspace, person, people, parts, comment } = letter;
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  const link = `${appUrl}/w/${letter.slug}/campaigns/${toPublicId("campaign", letter.campaignId)}/review`;
  const words = {
    lead: t(`review.${occasion}.lead`, { campaign, workspace, person }),
    note: t("review.size", { people, parts }),
    button: t("review.button"),
    from: t("from", { host: new URL(appUrl).host }),
  };
  const quote = comment === null ? [] : [comment];
  return {
    to: letter.to,
    subject: t(`review.${occasion}.subject`, { campaign: campaign.replaceAll(/[\r\n]+/g, " ") }),
    text: [words.lead, ...quote, link, words.note, words.from].join("\n\n"),
    html: mailPage(locale, link, { ...words, paste: t("link"), quote: comment ?? undefined }),
  };
}
