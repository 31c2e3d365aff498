"use client";

import ShieldCheck from "lucide-react/icons/shield-check";
import WifiOff from "lucide-react/icons/wifi-off";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { Facts, type KeyValue } from "#components/ui/key-values";
import { Note } from "#components/ui/note";
import { StackedBar } from "#components/ui/stacked-bar";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { isFinalCampaign } from "#lib/domain/campaigns/model";
import { handledOf, type Progress, standing } from "#lib/domain/campaigns/report";
import { useProgress } from "./use-progress.ts";

const ANNOUNCE_MS = 10_000;
interface LiveProgressProps {
  initial: Progress;
  /** Address of the campaign's answers: `events` tells the progress, `progress` answers it. */
  url: string;
}

/** How far a campaign has come, kept up to date while it runs. */
export function LiveProgress({ initial, url }: LiveProgressProps) {
  const t = useTranslations("report.progress");
  const report = useTranslations("report");
  const format = useFormatter();
  const { shown, isLost, rate } = useProgress(initial, url);
  const now = standing(shown.counts);
  const handled = handledOf(now);
  const sendable = shown.people - now.skipped - now.cancelled;
  const share = sendable > 0 ? handled / sendable : 0;
  const isOver = isFinalCampaign(shown.state);
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
        {/* Once it is over, the rest stands in the cards around. */}
        <Facts figures items={isOver ? facts.slice(0, 1) : facts} />
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
        {shown.isAsking && <Note>{t("asking")}</Note>}
        {isLost && <Note icon={<Icon of={WifiOff} tone="warn" />}>{report("reconnecting")}</Note>}
        <Announcer text={t("announce", { done: format.number(share, "percent"), left: now.left })} />
      </CardBody>
      {!isOver && (
        <CardFooter>
          <Icon of={ShieldCheck} size="small" />
          <span>{t("promise")}</span>
        </CardFooter>
      )}
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
