import { getTranslations } from "next-intl/server";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { Moment } from "#components/ui/moment";
import { SubmitButton } from "#components/ui/submit-button";
import { type Column, Table } from "#components/ui/table";
import { deviceName } from "#lib/domain/accounts/device-name";
import type { SignedInDevice } from "#lib/domain/accounts/queries";
import { revokeDeviceAction, signOutEverywhereAction } from "../actions";

interface DevicesCardProps {
  devices: readonly SignedInDevice[];
  /** The login of this browser; it is ended by signing out, not from the list. */
  currentId: string;
}

// A form's action answers nothing; what became of it shows in the list, which is read again.
async function revoke(form: FormData): Promise<void> {
  "use server";
  await revokeDeviceAction(form);
}

/** Where the person is signed in. */
export async function DevicesCard({ devices, currentId }: DevicesCardProps) {
  const t = await getTranslations("account.devices");
  const nameOf = ({ userAgent }: SignedInDevice) => {
    const name = deviceName(userAgent);
    return name === null ? t("unknown") : t("on", { ...name });
  };
  const columns: Column<SignedInDevice>[] = [
    {
      key: "device",
      header: t("device"),
      onPhone: "full",
      cell: (device) => (
        <span className="row wrap">
          <span title={device.userAgent ?? undefined}>{nameOf(device)}</span>
          {device.sessionId === currentId && <Badge tone="ok">{t("this")}</Badge>}
        </span>
      ),
    },
    { key: "seen", header: t("seen"), onPhone: "labelled", cell: (d) => <Moment at={d.lastSeenAt} muted /> },
    { key: "since", header: t("since"), onPhone: "labelled", cell: (d) => <Moment at={d.createdAt} muted /> },
    {
      key: "actions",
      header: t("actions"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      width: "fit",
      cell: (device) =>
        device.sessionId !== currentId && (
          <form action={revoke}>
            <input type="hidden" name="sessionId" value={device.sessionId} />
            <SubmitButton small aria-label={t("revokeOf", { device: nameOf(device) })}>
              {t("revoke")}
            </SubmitButton>
          </form>
        ),
    },
  ];
  return (
    <Card id="devices">
      <CardHeader title={t("title")} count={devices.length} />
      <CardBody>
        <p className="sm muted">{t("text")}</p>
      </CardBody>
      <Table caption={t("caption")} columns={columns} rows={devices} rowKey={(device) => device.sessionId} />
      <CardFooter>
        <ConfirmButton
          label={t("everywhere")}
          button={{ look: "quiet-danger" }}
          title={t("everywhereTitle")}
          text={t("everywhereText")}
          confirmLabel={t("everywhere")}
          action={signOutEverywhereAction}
        />
      </CardFooter>
    </Card>
  );
}
