import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import { SubmitButton } from "#components/ui/submit-button";
import { type Column, Table } from "#components/ui/table";
import type { FailedJob } from "#lib/domain/instance/health-queries";
import { retryJobAction } from "../actions";

// A form's action answers nothing; what became of it shows in the list, which is read again.
async function retry(form: FormData): Promise<void> {
  "use server";
  await retryJobAction(form);
}

/** Work that was given up, and a way to try it again. */
export async function JobsCard({ jobs }: { jobs: readonly FailedJob[] }) {
  const t = await getTranslations("instance.jobs");
  const columns: Column<FailedJob>[] = [
    {
      key: "queue",
      header: t("queue"),
      onPhone: "full",
      cell: ({ queue, why }) => (
        <>
          <code>{queue}</code>
          <p className="sm muted">{why}</p>
        </>
      ),
    },
    {
      key: "tries",
      header: t("tries"),
      align: "end",
      onPhone: "labelled",
      cell: ({ tries }) => <span className="num">{tries}</span>,
    },
    {
      key: "at",
      header: t("at"),
      onPhone: "labelled",
      cell: ({ failedAt }) => <Moment at={failedAt} muted />,
    },
    {
      key: "retry",
      header: t("retry"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      width: "fit",
      cell: ({ id, queue }) => (
        <form action={retry}>
          <input type="hidden" name="queue" value={queue} />
          <input type="hidden" name="jobId" value={id} />
          <SubmitButton small aria-label={t("retryOf", { queue })}>
            {t("retry")}
          </SubmitButton>
        </form>
      ),
    },
  ];
  return (
    <Card>
      <CardHeader title={t("title")} count={jobs.length} />
      {jobs.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("none")}</p>
        </CardBody>
      ) : (
        <Table caption={t("title")} columns={columns} rows={jobs} rowKey={({ id }) => id} />
      )}
    </Card>
  );
}
