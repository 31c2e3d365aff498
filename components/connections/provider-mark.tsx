/** Two letters that stand for the provider; its name stands beside them. */
export function ProviderMark() {
  return (
    <span className="ava ava-sq" aria-hidden="true">
      iz
    </span>
  );
}
