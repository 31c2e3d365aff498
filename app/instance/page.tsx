import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InstanceFrame } from "#components/instance/instance-frame";
import { NoteForm, RampForm, SignUpForm } from "#components/instance/settings-forms";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { alertsOf } from "#lib/domain/instance/alerts";
import { failedJobs, lastBackupAt, queueLines, storageFacts } from "#lib/domain/instance/health-queries";
import { providerLines } from "#lib/domain/instance/provider-queries";
import { readSettings, recentEvents } from "#lib/domain/instance/queries";
import { fullInboxes, readSignals, recentCalls } from "#lib/domain/instance/signal-queries";
import { machineFacts } from "#lib/gate/machine";
import { openInstance } from "#lib/gate/operator";
import { PreferenceControls } from "../preferences/controls";
import { AlertsCard } from "./_parts/alerts-card";
import { BackupCard } from "./_parts/backup-card";
import { EventsCard } from "./_parts/events-card";
import { JobsCard } from "./_parts/jobs-card";
import { MailCard } from "./_parts/mail-card";
import { ProvidersCard } from "./_parts/providers-card";
import { QueuesCard } from "./_parts/queues-card";
import { StorageCard } from "./_parts/storage-card";
import { setNoteAction, setRampAction, setSignUpAction } from "./actions";

const JOBS = 20;
const MAILS = 5;
const EVENTS = 10;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instance");
  return { title: t("title") };
}

export default async function InstancePage() {
  const { user, read } = await openInstance("/instance");
  const machine = await machineFacts();
  const facts = await read(async (tx) => {
    // One after the other: they share one connection.
    const settings = await readSettings(tx);
    const queues = await queueLines(tx);
    const jobs = await failedJobs(tx, JOBS);
    const mails = await failedJobs(tx, MAILS, "mail.");
    const providers = await providerLines(tx);
    const storage = await storageFacts(tx);
    const backupAt = await lastBackupAt(tx);
    const signals = await readSignals(tx);
    const calls = await recentCalls(tx, new Date());
    const inboxes = await fullInboxes(tx);
    return {
      signals,
      calls,
      inboxes,
      settings,
      queues,
      jobs,
      mails,
      providers,
      storage,
      backupAt,
      events: await recentEvents(tx, EVENTS),
    };
  });
  const { settings } = facts;
  const t = await getTranslations("instance");
  return (
    <InstanceFrame place="overview" controls={<PreferenceControls />}>
      <AlertsCard alerts={alertsOf({ ...facts, anchoredMs: machine.anchoredMs })} />
      <QueuesCard queues={facts.queues} />
      <ProvidersCard providers={facts.providers} />
      <JobsCard jobs={facts.jobs} />
      <MailCard email={user.email} hasServer={machine.hasMailServer} failures={facts.mails} />
      <Card>
        <CardHeader title={t("signUp.title")} />
        <CardBody>
          <SignUpForm isOpen={settings.isSignUpOpen} isFixed={machine.isSignUpClosed} action={setSignUpAction} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("ramp.title")} />
        <CardBody className="stack">
          <p className="sm muted">{t("ramp.text")}</p>
          <RampForm people={settings.ramp} action={setRampAction} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("note.title")} />
        <CardBody className="stack">
          <p className="sm muted">{t("note.text")}</p>
          <NoteForm note={settings.note} action={setNoteAction} />
        </CardBody>
      </Card>
      <BackupCard lastAt={facts.backupAt} now={new Date()} />
      <StorageCard storage={facts.storage} machine={machine} />
      <EventsCard events={facts.events} />
    </InstanceFrame>
  );
}
