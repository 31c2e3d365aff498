import { createFormatter, createTranslator } from "use-intl/core";
import { dayAfter } from "#lib/domain/days";
import { deliveryRate, type Figures, type Period, periodBefore } from "#lib/domain/rollups/model";
import { periodComparison } from "#lib/domain/rollups/queries";
import { formats } from "#lib/i18n/formats";
import { type Locale, parseLocale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import { writeMailStop } from "#lib/infra/crypto/mail-stop-token";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { type Mail, sendMail } from "#lib/infra/mail";
import { mailPage } from "#lib/infra/mail-page";
import type { JobPayload } from "#lib/infra/queue";

interface Letter {
  readonly to: string;
  readonly locale: Locale;
  readonly slug: string;
  readonly stop: string;
  readonly workspace: string;
  readonly period: Period;
  readonly now: Figures;
  readonly before: Figures;
}

/**
 * Writes and sends the mail of a `mail.week` job: the figures of the seven days before a Monday, beside those of the week
 * before. Whoever wants none any more or may not sign in gets none, nor does anybody of a workspace where nothing went out in both.
 *
 * @param transact Runs work in a tenant transaction: of a job's scope.
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendWeekMail(
  transact: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  payload: JobPayload<"mail.week">,
): Promise<void> {
  const letter = await transact((tx) => readLetter(tx, payload));
  if (letter !== null) await sendMail(composeMail(letter));
}

async function readLetter(tx: TenantTx, { userId, week }: JobPayload<"mail.week">): Promise<Letter | null> {
  const { workspaceId, db } = tx;
  const wanted = await db.reportMail.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { member: { select: { user: true, workspace: true } } },
  });
  if (wanted === null || wanted.member.user.disabledAt !== null) return null;
  const { user, workspace } = wanted.member;
  const period = periodBefore({ from: week, to: dayAfter(week, 6) });
  const { now, before } = await periodComparison(tx, period, workspace.zone);
  if (now.messages === 0 && before.messages === 0) return null;
  const locale = parseLocale(user.locale) ?? "tr";
  const stop = writeMailStop({ workspaceId, userId });
  return { to: user.email, locale, slug: workspace.slug, stop, workspace: workspace.name, period, now, before };
}

function composeMail({ to, locale, slug, stop, workspace, period, now, before }: Letter): Mail {
  const { appUrl } = env();
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  const format = createFormatter({ locale, formats, timeZone: "UTC" });
  const share = (figures: Figures) => {
    const rate = deliveryRate(figures);
    // As the page it leads to shows it.
    return rate === null ? "–" : format.number(rate, "percentFine");
  };
  const lines = (["sent", "delivered", "lost", "parts"] as const).map((name) =>
    t("week.line", { name: t(`week.${name}`), now: now[name], before: before[name] }),
  );
  const rate = t("week.rate", { now: share(now), before: share(before) });
  const link = `${appUrl}/w/${slug}/reports?from=${period.from}&to=${period.to}`;
  const days = format.dateTimeRange(new Date(period.from), new Date(period.to), { dateStyle: "long" });
  const words = {
    lead: t("week.lead", { workspace, days }),
    quote: [...lines, rate].join("\n"),
    note: t("week.note"),
    button: t("week.button"),
    paste: t("link"),
    from: t("from", { host: new URL(appUrl).host }),
    end: { words: t("week.end"), link: `${appUrl}/u/${stop}` },
  };
  const end = `${words.end.words}: ${words.end.link}`;
  return {
    ...{ to, endedAt: `${appUrl}/api/mail/stop/${stop}` },
    subject: t("week.subject", { workspace: workspace.replaceAll(/[\r\n]+/g, " "), days }),
    text: [words.lead, words.quote, link, words.note, words.from, end].join("\n\n"),
    html: mailPage(locale, link, words),
  };
}
