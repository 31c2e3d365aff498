"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { LinkButton } from "#components/ui/link-button";
import { SelectField } from "#components/ui/select";
import type { Answer, Problem } from "./answers.ts";

/** Contacts that a list may be made of. */
export interface ContactsOutlook {
  readonly hasContacts: boolean;
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly tags: readonly string[];
  /** Earlier campaigns, the newest first: their recipients can be left out. */
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  /** Pasted lists that the draft leaves out. */
  readonly lists: readonly PastedNumbers[];
}

/** A pasted list, by how many numbers it has. */
export interface PastedNumbers {
  readonly id: string;
  readonly numbers: number;
}

/** Which of them; everybody without either. */
export interface ChosenContacts {
  readonly segmentId?: string;
  readonly tag?: string;
}

/** Has a list made of contacts; the server action of the page. */
export type ListContacts = (slug: string, input: ChosenContacts) => Promise<Answer<{ readonly importId: string }>>;

interface ContactsPickerProps {
  slug: string;
  outlook: ContactsOutlook;
  choose: (chosen: ChosenContacts) => Promise<Problem | null>;
}

const EVERYBODY = "all";

/** Which contacts a choice of the list stands for. */
function chosenBy(value: string): ChosenContacts {
  const [kind, rest] = [value.slice(0, 4), value.slice(4)];
  if (kind === "sgm:") return { segmentId: rest };
  return kind === "tag:" ? { tag: rest } : {};
}

/** Whom a campaign goes to, out of the contacts. */
export function ContactsPicker({ slug, outlook, choose }: ContactsPickerProps) {
  const t = useTranslations("compose.contacts");
  const [value, setValue] = useState(EVERYBODY);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!outlook.hasContacts) {
    return (
      <div className="note">
        <p className="grow">{t("none")}</p>
        <LinkButton small href={`/w/${slug}/contacts`}>
          {t("open")}
        </LinkButton>
      </div>
    );
  }
  const options = [
    { value: EVERYBODY, label: t("everybody") },
    ...outlook.segments.map(({ id, name }) => ({ value: `sgm:${id}`, label: t("segment", { name }) })),
    ...outlook.tags.map((tag) => ({ value: `tag:${tag}`, label: t("tag", { tag }) })),
  ];
  const press = async () => {
    setBusy(true);
    const refused = await choose(chosenBy(value));
    setProblem(refused === null ? null : refused.message || t("offline"));
    setBusy(false);
  };
  return (
    <>
      <SelectField
        label={t("label")}
        hint={t("hint")}
        options={options}
        value={value}
        onChange={({ target }) => setValue(target.value)}
      />
      <div className="row wrap">
        <Button busy={isBusy} onClick={() => void press()}>
          {t("take")}
        </Button>
        <LinkButton look="quiet" href={`/w/${slug}/segments`}>
          {t("segments")}
        </LinkButton>
      </div>
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
    </>
  );
}
