/** The first letter and the next capital one, or the last: iletiMerkezi is iM, iletiniz iz. */
function markOf(label: string): string {
  const [first = "", ...others] = label;
  return first.toLowerCase() + (others.find((letter) => /\p{Lu}/u.test(letter)) ?? others.at(-1) ?? "");
}

/** Two letters that stand for the provider; its name stands beside them. */
export function ProviderMark({ label }: { label: string }) {
  return (
    <span className="ava ava-sq" aria-hidden="true">
      {markOf(label)}
    </span>
  );
}
