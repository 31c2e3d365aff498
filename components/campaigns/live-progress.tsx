"use client";

import ShieldCheck from "lucide-react/icons/shield-check";
import WifiOff from "lucide-react/icons/wifi-off";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { Facts, type KeyValue } from "#components/ui/key-values";
import { Note } from "#components/ui/note";
import { StackedBar } from "#components/ui/stacked-bar";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { handledOf, isMoving, newerProgress, type Progress, standing } from "#lib/domain/campaigns/report";

const ASK_MS = 1_000;
const ASK_AFTER_LOSS_MS = 10_000;
const ANNOUNCE_MS = 10_000;
/** The cards and the list around are read anew at most this often while reports come in. */
const REREAD_MS = 5_000;
/** The rate is what was handled over the last samples, so that it neither jumps nor lags. */
const RATE_SAMPLES = 8;

interface LiveProgressProps {
  initial: Progress;
  /** Answers the progress as JSON. */
  url: string;
}

/** What moves while reports come in: those that have a final state. */
function deliveredOf(progress: Progress): number {
  const { delivered, lost } = standing(progress.counts);
  return delivered + lost;
}

/** Asks while something may change; when the campaign's state changed, the page around is read anew. */
function useProgress(initial: Progress, url: string) {
  const router = useRouter();
  const [shown, setShown] = useState(initial);
  const [isLost, setLost] = useState(false);
  const samples = useRef<{ at: number; handled: number }[]>([]);
  const readAt = useRef({ at: 0, delivered: deliveredOf(initial) });

  useEffect(() => {
    if (!isMoving(shown.state)) return;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const ask = async () => {
      let wait = ASK_MS;
      try {
        const response = await fetch(url, { headers: { accept: "application/json" } });
        if (!response.ok) throw new Error(String(response.status));
        const arrived = (await response.json()) as Progress;
        if (stopped) return;
        samples.current.push({ at: Date.now(), handled: handledOf(standing(arrived.counts)) });
        samples.current = samples.current.slice(-RATE_SAMPLES);
        setLost(false);
        setShown((last) => newerProgress(last, arrived));
        const isStale =
          deliveredOf(arrived) !== readAt.current.delivered && Date.now() - readAt.current.at >= REREAD_MS;
        if (arrived.state !== shown.state || isStale) {
          readAt.current = { at: Date.now(), delivered: deliveredOf(arrived) };
          router.refresh();
        }
      } catch {
        setLost(true);
        wait = ASK_AFTER_LOSS_MS;
      }
      if (!stopped) timer = setTimeout(ask, wait);
    };
    timer = setTimeout(ask, ASK_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [url, shown.state, router]);

  const first = samples.current[0];
  const last = samples.current.at(-1);
  const seconds = first && last ? (last.at - first.at) / 1_000 : 0;
  const rate = first && last && seconds >= 2 ? (last.handled - first.handled) / seconds : null;
  return { shown, isLost, rate };
}

/** How far a campaign has come, kept up to date while it runs. Key it by the campaign's state: a new state starts afresh. */
export function LiveProgress({ initial, url }: LiveProgressProps) {
  const t = useTranslations("report.progress");
  const report = useTranslations("report");
  const format = useFormatter();
  const { shown, isLost, rate } = useProgress(initial, url);
  const now = standing(shown.counts);
  const handled = handledOf(now);
  const sendable = shown.people - now.skipped - now.cancelled;
  const share = sendable > 0 ? handled / sendable : 0;
  const isSending = shown.state === "sending";
  const facts: KeyValue[] = [
    {
      key: "handled",
      term: t("handled"),
      value: format.number(handled, "count"),
      note: ` / ${format.number(sendable, "count")}`,
    },
    { key: "done", term: t("done"), value: format.number(Math.floor(share * 100) / 100, "percent") },
    ...(isSending
      ? [
          {
            key: "rate",
            term: t("rate"),
            value: rate === null ? "–" : format.number(rate, "count"),
            note: ` ${t("rateUnit")}`,
          },
          { key: "left", term: t("remaining"), value: <TimeLeft left={now.left} rate={rate} /> },
        ]
      : []),
    { key: "parts", term: t("parts"), value: format.number(shown.parts, "count"), note: ` ${t("partsUnit")}` },
  ];
  return (
    <Card aria-label={t("title")}>
      <CardBody className="stack">
        <Facts figures items={facts} />
        <StackedBar
          label={t("label")}
          size="tall"
          total={shown.people}
          parts={[
            { key: "delivered", label: t("delivered"), value: now.delivered, look: "ok" },
            { key: "waiting", label: t("waiting"), value: now.waiting, look: "info" },
            { key: "lost", label: t("lost"), value: now.lost, look: "bad" },
            { key: "unknown", label: t("unknown"), value: now.unknown, look: "warn" },
            { key: "skipped", label: t("skipped"), value: now.skipped, look: "soft" },
            { key: "cancelled", label: t("cancelled"), value: now.cancelled, look: "quiet" },
            { key: "left", label: t("left"), value: now.left, look: "rest" },
          ]}
        />
        {isLost && <Note icon={<Icon of={WifiOff} tone="warn" />}>{report("reconnecting")}</Note>}
        <Announcer text={t("announce", { done: format.number(share, "percent"), left: now.left })} />
      </CardBody>
      <CardFooter>
        <Icon of={ShieldCheck} size="small" />
        <span>{t("promise")}</span>
      </CardFooter>
    </Card>
  );
}

function TimeLeft({ left, rate }: { left: number; rate: number | null }) {
  const t = useTranslations("report.progress");
  if (rate === null || rate <= 0) return t("noRate");
  const seconds = Math.ceil(left / rate);
  return seconds < 60
    ? t("seconds", { seconds })
    : t("minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** Tells assistive technology how far it is, at most every ten seconds. */
function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <VisuallyHidden>
      <span role="status">{said}</span>
    </VisuallyHidden>
  );
}
