import { getTranslations } from "next-intl/server";
import { type ConnectAction, ConnectForm } from "#components/connections/connect-form";
import { OutcomeNotice } from "#components/connections/outcome-notice";
import { offersRetry, parseConnectOutcome } from "#lib/domain/connections/outcomes";

interface OutcomeProps {
  /** What stands in the address, unchecked. */
  said: unknown;
  connect: ConnectAction | undefined;
  returnTo: string;
}

/** How the connect that led here ended, if one did. */
export async function Outcome({ said, connect, returnTo }: OutcomeProps) {
  const outcome = parseConnectOutcome(said);
  if (outcome === undefined) return null;
  const t = await getTranslations("connections.connect");
  const retry =
    connect !== undefined && offersRetry(outcome) ? (
      <ConnectForm small action={connect} returnTo={returnTo} label={t("retry")} />
    ) : undefined;
  return <OutcomeNotice outcome={outcome} retry={retry} />;
}
