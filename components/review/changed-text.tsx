import { diffWordsWithSpace } from "diff";
import { useTranslations } from "next-intl";
import { VisuallyHidden } from "#components/ui/visually-hidden";

/** A text with what was added to and taken out of an earlier one marked, for the eye and for the ear. */
export function ChangedText({ before, after }: { before: string; after: string }) {
  const t = useTranslations("review.text");
  let at = 0;
  return (
    <div className="bubble changed" lang="tr">
      {diffWordsWithSpace(before, after).map(({ value, added, removed }) => {
        const key = `${at++}`;
        if (!added && !removed) return <span key={key}>{value}</span>;
        const Mark = added ? "ins" : "del";
        return (
          <Mark key={key}>
            <VisuallyHidden>{t(added ? "added" : "removed")} </VisuallyHidden>
            {value}
          </Mark>
        );
      })}
    </div>
  );
}
