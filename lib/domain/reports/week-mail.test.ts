import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { beginWeek } from "#lib/domain/reports/commands/begin-week";
import { sendWeekMail } from "#lib/domain/reports/commands/send-week-mail";
import { wantMail } from "#lib/domain/reports/commands/want-mail";
import { isMailed } from "#lib/domain/reports/queries";
import { jobScope, workspacesWithReportMail } from "#lib/gate/job";
import { writeMailStop } from "#lib/infra/crypto/mail-stop-token";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { env } from "#lib/infra/env";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { parseJob } from "#lib/infra/queue";
import { withQueues } from "#lib/infra/test-queue.fixture";

// A mail a week for whoever wants one, on Monday morning where the workspace is, and never two.

useTestDatabase();
withQueues();
const sandbox = runSandbox();
const Mail = z.object({ subject: z.string(), text: z.string(), list: z.record(z.string(), z.string()) });
const Box = z.object({ mails: z.array(z.unknown()) });

beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
});

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
  await workspace.transact((tx) => wantMail(tx, { isWanted: true }));
});

const sql = async (text: string, values: unknown[] = []) =>
  (await workspace.sql(({ client }) => client.query(text, values))).rows;
const aWeekLater = () => sql("UPDATE report_mails SET week = week - 7");
const jobs = async () => {
  const rows = await sql("SELECT data FROM pgboss.job WHERE name = 'mail.week' AND data->>'workspaceId' = $1", [
    workspace.id,
  ]);
  return rows.map(({ data }) => parseJob("mail.week", data));
};
const transact = () => jobScope(workspace.id).transact;

/** The job that a Monday after today makes: its week is the one in which the messages of a test were written. */
async function nextJob() {
  const [row] = await sql("SELECT (mail_week(now() + interval '8 hours', 'Europe/Istanbul') + 7)::text AS week");
  return { workspaceId: workspace.id, userId: workspace.person.id, week: z.string().parse(row.week) };
}

async function sendSomething(): Promise<void> {
  const { campaignId } = await storeCampaign(workspace, [
    ...Array.from({ length: 9 }, () => ({ state: "delivered" as const, acceptedAt: new Date() })),
    { state: "undelivered", parts: 3, acceptedAt: new Date() },
  ]);
  await sql(BOOK_CAMPAIGN, [workspace.id, campaignId]);
}

const boxOf = async (to: string) =>
  Box.parse(await sandbox().control("GET", `/mailbox?to=${encodeURIComponent(to)}`)).mails;

describe("when it is due", () => {
  it("begins with the week after it was wanted, once, and not for somebody who wants it no more", async () => {
    expect(await workspacesWithReportMail()).not.toContain(workspace.id);
    expect(await transact()(beginWeek)).toBe(0);
    await aWeekLater();
    expect(await workspacesWithReportMail()).toContain(workspace.id);
    const twice = await Promise.all([transact()(beginWeek), transact()(beginWeek)]);
    expect(twice.toSorted()).toEqual([0, 1]);
    expect(await workspacesWithReportMail()).not.toContain(workspace.id);
    expect(await jobs()).toMatchObject([
      { userId: workspace.person.id, week: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);

    await aWeekLater();
    await workspace.transact((tx) => wantMail(tx, { isWanted: false }));
    expect(await workspace.transact(isMailed)).toBe(false);
    expect(await transact()(beginWeek)).toBe(0);
    await sendSomething();
    await sendWeekMail(transact(), await nextJob());
    expect(await boxOf(workspace.person.email)).toEqual([]);
  });

  it.each([
    ["Europe/Istanbul", "2026-03-02T04:59:00Z", "2026-02-23"],
    ["Europe/Istanbul", "2026-03-02T05:00:00Z", "2026-03-02"],
    ["America/New_York", "2026-03-02T12:59:00Z", "2026-02-23"],
    ["America/New_York", "2026-03-02T13:00:00Z", "2026-03-02"],
  ])("is Monday at eight by the clock of %s, at %s", async (zone, at, week) => {
    expect(await sql("SELECT mail_week($1, $2)::text AS week", [at, zone])).toEqual([{ week }]);
  });
});

describe("what it says", () => {
  it.each([
    [
      "tr",
      ["Gönderilen: 10 (0)", "Teslim edilen: 9 (0)", "Ulaşmayan: 1 (0)", "Parça: 12 (0)", "Teslim oranı: %90,0 (–)"],
    ],
    ["en", ["Sent: 10 (0)", "Delivered: 9 (0)", "Not delivered: 1 (0)", "Parts: 12 (0)", "Delivery rate: 90.0% (–)"]],
  ])("are the figures of the week and where to turn it off, in %s, and nobody's number", async (locale, lines) => {
    const { id, email } = workspace.person;
    await workspace.transact(({ db }) => db.user.update({ where: { id }, data: { locale } }));
    await sendSomething();
    await sendWeekMail(transact(), await nextJob());
    const mail = Mail.parse(
      await sandbox().control("GET", `/mailbox/latest?to=${encodeURIComponent(email)}&wait_ms=5000`),
    );
    expect(mail.subject).toContain("Ihlamur Ev");
    for (const line of lines) expect(mail.text).toContain(line);
    expect(mail.text).toContain(`/w/${workspace.slug}/reports?from=`);
    expect(mail.text).not.toMatch(/90?532/);
    // RFC 8058: one address takes the press of a mail program, and another shows people a page.
    const token = writeMailStop({ workspaceId: workspace.id, userId: id });
    expect(mail.list).toEqual({
      "list-unsubscribe": `<${env().appUrl}/api/mail/stop/${token}>`,
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    expect(mail.text).toContain(`${env().appUrl}/u/${token}`);
  });

  it("is nothing where nothing went out, or to somebody who may not sign in", async () => {
    await sendWeekMail(transact(), await nextJob());
    await sendSomething();
    const { id, email } = workspace.person;
    await workspace.transact(({ db }) => db.user.update({ where: { id }, data: { disabledAt: new Date() } }));
    await sendWeekMail(transact(), await nextJob());
    expect(await boxOf(email)).toEqual([]);
  });
});
