"use client";

import UserRound from "lucide-react/icons/user-round";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { toast } from "#components/ui/toast";
import type { Assignee } from "#lib/domain/inbox/model";

interface ThreadWorkProps {
  /** The person as the address names them. */
  person: string;
  assignee: Assignee | null;
  members: readonly Assignee[];
  isClosed: boolean;
  isSuppressed: boolean;
  assign: (input: { person: string; memberId: string | null }) => Promise<FormAnswer<{ previous: string | null }>>;
  close: (input: { person: string; isClosed: boolean }) => Promise<FormAnswer<null>>;
  suppress: (input: { person: string; isSuppressed: boolean }) => Promise<FormAnswer<null>>;
}

/** Whose a thread is and whether it is done with; each change can be taken back for a moment. */
export function ThreadWork(props: ThreadWorkProps) {
  const { person, assignee, members, isClosed, isSuppressed, assign, close, suppress } = props;
  const t = useTranslations("inbox");
  const answerOf = useAnswers();
  const router = useRouter();
  const [isBusy, start] = useTransition();

  /** Does it and says so, with the way back where there is one. */
  function act<R>(change: () => Promise<FormAnswer<R>>, said: string, back?: (result: R) => void) {
    start(async () => {
      const answer = await answerOf(change);
      if (answer.ok) {
        const { result } = answer;
        const action = back === undefined ? undefined : { label: t("undo"), onPress: () => back(result) };
        toast({ tone: "ok", text: said, action });
      } else toast({ tone: "bad", text: answer.error.message });
      router.refresh();
    });
  }
  const saidOf = (memberId: string | null) => {
    const name = members.find(({ id }) => id === memberId)?.name;
    return name === undefined ? t("assign.undone") : t("assign.done", { name });
  };
  const give = (memberId: string | null) =>
    act(
      () => assign({ person, memberId }),
      saidOf(memberId),
      ({ previous }) => act(() => assign({ person, memberId: previous }), saidOf(previous)),
    );
  const mark = (closed: boolean) =>
    act(
      () => close({ person, isClosed: closed }),
      t(closed ? "closed" : "reopened"),
      () => act(() => close({ person, isClosed: !closed }), t(closed ? "reopened" : "closed")),
    );
  const silence = () =>
    act(
      () => suppress({ person, isSuppressed: true }),
      t("suppress.done"),
      () => act(() => suppress({ person, isSuppressed: false }), t("suppress.undone")),
    );
  const items = members.map(({ id, name }) => ({ id, label: name, onSelect: () => give(id) }));
  const nobody = { id: "none", label: t("assign.nobody"), onSelect: () => give(null) };
  return (
    <>
      <Menu
        label={t("assign.label")}
        buttonClassName="btn"
        groups={[{ id: "members", items: assignee === null ? items : [...items, nobody] }]}
        face={
          <>
            <Icon of={UserRound} size="small" />
            {assignee?.name ?? t("assign.none")}
          </>
        }
      />
      {!isSuppressed && (
        <Button disabled={isBusy} onClick={silence}>
          {t("suppress.action")}
        </Button>
      )}
      <Button disabled={isBusy} onClick={() => mark(!isClosed)}>
        {t(isClosed ? "reopen" : "close")}
      </Button>
    </>
  );
}
