"use client";

import ListEnd from "lucide-react/icons/list-end";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { noAnswer } from "./answers.ts";
import { Block } from "./block.tsx";
import { type ChosenContacts, type ContactsOutlook, ContactsPicker, type ListContacts } from "./contacts-picker.tsx";
import type { CorrectList, RowActions } from "./correct-list.ts";
import { ExclusionsField } from "./exclusions-field.tsx";
import { ListReading } from "./list-reading.tsx";
import type { ShownList } from "./use-list.tsx";
import { useUpload } from "./use-upload.ts";

// A draft shows one or the other: each is part of the page only where it stands.
const ListPicker = dynamic(() => import("./list-picker.tsx").then((module) => module.ListPicker));
const ListView = dynamic(() => import("./list-view.tsx").then((module) => module.ListView));

interface WhoBlockProps {
  slug: string;
  /** IANA zone of the workspace. */
  zone: string;
  contacts: ContactsOutlook;
  listContacts: ListContacts;
  importId: string | null;
  list: ShownList | null;
  checkup: Checkup | null;
  hasText: boolean;
  /** Of the list only the people from this line on; null: everybody. */
  fromLine: number | null;
  onEverybody: () => void;
  /** Whom the draft leaves out, as it writes them. */
  exclusions: string | null;
  onExclude: (exclusions: string | null) => void;
  onUploaded: (importId: string) => void;
  onReadAgain: () => void;
  correct: CorrectList;
  rows: RowActions;
  onMoved: () => Promise<void>;
}

/** The contacts a list was made of, to be asked for again. */
function originOf({ origin }: ShownList): ChosenContacts {
  return {
    ...(origin?.segmentId != null && { segmentId: origin.segmentId }),
    ...(origin?.tag != null && { tag: origin.tag }),
  };
}

/** The first block: whose numbers, and what became of them. */
export function WhoBlock(props: WhoBlockProps) {
  const { slug, importId, list, onUploaded } = props;
  const t = useTranslations("compose");
  const [isReplacing, setReplacing] = useState(false);
  const uploaded = useCallback(
    (id: string) => {
      setReplacing(false);
      onUploaded(id);
    },
    [onUploaded],
  );
  const upload = useUpload(slug, uploaded);
  const choose = async (chosen: ChosenContacts) => {
    const answer = await props.listContacts(slug, chosen).catch(() => null);
    if (answer === null) return noAnswer;
    if (!answer.ok) return answer.error;
    uploaded(answer.result.importId);
    return null;
  };
  const isPicking = importId === null || isReplacing;
  const summary = list?.state === "ready" ? t("who.summary", { count: list.kept }) : t("who.empty");
  return (
    <Block
      id="who"
      number={1}
      title={t("block.who")}
      isDone={list?.state === "ready" && list.kept > 0}
      summary={list?.state === "refused" ? undefined : summary}
    >
      {isPicking && (
        <ListPicker
          {...{ state: upload.state, onStart: upload.start, onCancel: upload.cancel }}
          contacts={<ContactsPicker slug={slug} outlook={props.contacts} choose={choose} />}
        />
      )}
      {isReplacing && upload.state.kind !== "sending" && (
        <div>
          <Button small look="quiet" onClick={() => setReplacing(false)}>
            {t("who.keep")}
          </Button>
        </div>
      )}
      {!isPicking && list === null && <ListReading rows={0} />}
      {!isPicking && list !== null && (
        <ListView
          {...{ slug, list, checkup: props.checkup, hasText: props.hasText, correct: props.correct }}
          zone={props.zone}
          isCut={props.fromLine !== null}
          onUpdate={() => void choose(originOf(list))}
          {...{ onReadAgain: props.onReadAgain, rows: props.rows, onMoved: props.onMoved }}
          onReplace={() => setReplacing(true)}
        />
      )}
      {list?.state === "ready" && !isPicking && (
        <ExclusionsField slug={slug} written={props.exclusions} outlook={props.contacts} onChange={props.onExclude} />
      )}
      {props.fromLine !== null && (
        <Note icon={<Icon of={ListEnd} />}>
          {t("who.newest", { line: props.fromLine })}{" "}
          <button type="button" className="lnk" onClick={props.onEverybody}>
            {t("who.everybody")}
          </button>
        </Note>
      )}
    </Block>
  );
}
