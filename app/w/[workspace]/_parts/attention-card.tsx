import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import ClipboardCheck from "lucide-react/icons/clipboard-check";
import Gauge from "lucide-react/icons/gauge";
import KeyRound from "lucide-react/icons/key-round";
import OctagonPause from "lucide-react/icons/octagon-pause";
import PenLine from "lucide-react/icons/pen-line";
import Plug from "lucide-react/icons/plug";
import Signature from "lucide-react/icons/signature";
import { getFormatter, getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { pauseReasons } from "#lib/domain/campaigns/model";
import type { Attention } from "#lib/domain/connections/attention";
import { readAttention } from "#lib/domain/connections/attention-queries";
import type { OpenPage } from "#lib/gate/page";

type Drawing = ComponentProps<typeof Icon>["of"];

const looks: Record<Attention["kind"], { readonly tone: "bad" | "warn" | "info"; readonly icon: Drawing }> = {
  reconnect: { tone: "bad", icon: Plug },
  silent: { tone: "bad", icon: Plug },
  confirm_account: { tone: "info", icon: Plug },
  missing_scope: { tone: "warn", icon: KeyRound },
  no_plan: { tone: "warn", icon: Gauge },
  used_up: { tone: "warn", icon: Gauge },
  low: { tone: "warn", icon: Gauge },
  unknown_messages: { tone: "warn", icon: CircleQuestionMark },
  paused: { tone: "warn", icon: OctagonPause },
  left_key: { tone: "warn", icon: KeyRound },
  no_sender: { tone: "info", icon: Signature },
  approval: { tone: "info", icon: ClipboardCheck },
  sent_back: { tone: "warn", icon: PenLine },
};

interface AttentionCardProps {
  open: OpenPage;
  /** What the page asks for in another place already. */
  told?: Attention["kind"] | undefined;
}

/** What waits for a person, the gravest first, each with the way to deal with it. */
export async function AttentionCard({ open: { scope, read }, told }: AttentionCardProps) {
  const t = await getTranslations("dashboard.attention");
  const all = await read((tx) => readAttention(tx, scope.may("campaigns:approve")));
  const items = all.filter(({ kind }) => kind !== told);
  return (
    <Card className="first-m" aria-labelledby="attention">
      <CardHeader id="attention" title={t("title")} count={items.length > 0 ? items.length : undefined} />
      {items.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("none")}</p>
        </CardBody>
      ) : (
        <ul className="items">
          {items.map((item) => (
            <Line
              key={`${item.kind} ${"id" in item ? item.id : "name" in item ? item.name : ""}`}
              item={item}
              scope={scope}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Line({ item, scope }: { item: Attention; scope: OpenPage["scope"] }) {
  const { tone, icon } = looks[item.kind];
  const words = await wordsOf(item, scope.zone);
  return (
    <li>
      <span className={`dotico k-${tone}`}>
        <Icon of={icon} />
      </span>
      <div className="grow">
        <div className="t">{words.title}</div>
        <div className="sm">{words.text}</div>
      </div>
      <LinkButton small href={hrefOf(item, `/w/${scope.slug}`)}>
        {words.action}
      </LinkButton>
    </li>
  );
}

function hrefOf(item: Attention, home: string): string {
  if (item.kind === "unknown_messages") return `${home}/messages?view=unknown`;
  if (item.kind === "paused") return `${home}/campaigns/${item.id}`;
  if (item.kind === "approval" || item.kind === "sent_back") return `${home}/campaigns/${item.id}/review`;
  if (item.kind === "no_sender") return `${home}/senders`;
  return ("upgradeUrl" in item ? item.upgradeUrl : null) ?? `${home}/connections`;
}

/** A person who pauses needs no telling. */
const PAUSES = pauseReasons.filter((reason) => reason !== "user");

async function wordsOf(item: Attention, zone: string): Promise<{ title: string; text: string; action: string }> {
  const t = await getTranslations("dashboard.attention");
  const format = await getFormatter();
  const name = "name" in item ? item.name || (await getTranslations("connections"))("unnamed") : "";
  const action = t(`${item.kind}.action`);
  switch (item.kind) {
    case "silent":
      return {
        title: t("silent.title", { name }),
        text: t("silent.text", { time: format.dateTime(item.since, "moment", { timeZone: zone }) }),
        action,
      };
    case "missing_scope":
      return {
        title: t("missing_scope.title", { name }),
        text: t("missing_scope.text", { scopes: format.list(item.scopes) }),
        action,
      };
    case "low":
      return { title: t("low.title", { name }), text: t("low.text", { remaining: item.remaining }), action };
    case "unknown_messages":
    case "left_key":
      return { title: t(`${item.kind}.title`, { count: item.count }), text: t(`${item.kind}.text`), action };
    case "paused": {
      const reason = PAUSES.find((one) => one === item.reason) ?? "anomaly";
      return { title: t("paused.title", { name }), text: t(`paused.reason.${reason}`), action };
    }
    case "approval": {
      const { by, people } = item;
      return { title: t("approval.title", { name }), text: t("approval.text", { by, people }), action };
    }
    case "sent_back":
      return { title: t("sent_back.title", { name }), text: t("sent_back.text"), action };
    case "no_sender":
      return { title: t("no_sender.title"), text: t("no_sender.text"), action };
    case "reconnect":
    case "confirm_account":
    case "no_plan":
    case "used_up":
      return { title: t(`${item.kind}.title`, { name }), text: t(`${item.kind}.text`), action };
  }
}
