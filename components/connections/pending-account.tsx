"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { type FormAnswer, type FormRefusal, useAnswers } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { toast } from "#components/ui/toast";

type Decide = (slug: string, input: { pendingId: string }) => Promise<FormAnswer<unknown>>;

interface PendingAccountCardProps {
  slug: string;
  pendingId: string;
  /** The account that was chosen at the provider, and the one that is connected; null when none is any more. */
  name: string;
  current: string | null;
  until: Date;
  zone: string;
  confirm: Decide;
  decline: Decide;
}

/** Another account than before: which of the two is it to be? Until somebody says so, nothing changes. */
export function PendingAccountCard(props: PendingAccountCardProps) {
  const { slug, pendingId, name, current, until, zone, confirm, decline } = props;
  const t = useTranslations("connections.pending");
  const format = useFormatter();
  const time = format.dateTime(until, "moment", { timeZone: zone });
  const words =
    current === null
      ? {
          text: t("alone.text", { time }),
          confirm: t("alone.confirm", { name }),
          decline: t("alone.decline"),
          confirmed: t("alone.confirmed", { name }),
        }
      : {
          text: t("text", { current, time }),
          confirm: t("confirm", { name }),
          decline: t("decline", { current }),
          confirmed: t("confirmed", { name }),
        };
  const router = useRouter();
  const answerOf = useAnswers();
  const [busy, setBusy] = useState<"confirm" | "decline" | null>(null);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const decide = async (which: "confirm" | "decline") => {
    setBusy(which);
    setRefusal(null);
    const answer = await answerOf(() => (which === "confirm" ? confirm : decline)(slug, { pendingId }));
    setBusy(null);
    if (answer.ok) {
      toast({ tone: "ok", text: which === "confirm" ? words.confirmed : t("declined") });
      // Without the outcome of the connect in the address: it has been dealt with.
      router.replace(`/w/${slug}/connections`);
    } else {
      setRefusal(answer.error);
    }
    router.refresh();
  };
  return (
    <Card>
      <CardHeader title={t("title", { name })} />
      <CardBody className="stack stack-3">
        <p className="text-2">{words.text}</p>
        <RefusalLine refusal={refusal} />
      </CardBody>
      <CardFooter>
        <Button small busy={busy === "confirm"} disabled={busy === "decline"} onClick={() => void decide("confirm")}>
          {words.confirm}
        </Button>
        <Button
          small
          look="quiet"
          busy={busy === "decline"}
          disabled={busy === "confirm"}
          onClick={() => void decide("decline")}
        >
          {words.decline}
        </Button>
      </CardFooter>
    </Card>
  );
}
