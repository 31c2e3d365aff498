const MARKS = new Map([
  ["iletiniz", "iz"],
  ["iletimerkezi", "im"],
  ["turkeysms", "ts"],
]);

/** Two letters that stand for the provider; its name stands beside them. */
export function ProviderMark({ provider }: { provider: string }) {
  return (
    <span className="ava ava-sq" aria-hidden="true">
      {MARKS.get(provider) ?? provider.slice(0, 2)}
    </span>
  );
}
