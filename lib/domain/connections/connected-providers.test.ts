import { expect, it } from "vitest";
import { type Carrier, connectedProviders } from "#lib/domain/connections/connected-providers";

const carrier = (change: Partial<Carrier>): Carrier => ({
  ...{ id: "con_1", label: "iletiMerkezi", isByKey: true, state: "active", channels: [] },
  ...change,
});

it("a company that is connected by its key is its own provider, and shows when it does not answer to it", () => {
  const [well, broken] = connectedProviders([carrier({}), carrier({ label: "TurkeySMS", state: "needs_reconnect" })]);
  expect(well).toMatchObject({ name: "iletiMerkezi", kind: "sms", status: "connected" });
  expect(broken).toMatchObject({ name: "TurkeySMS", status: "error" });
});

it("behind another connection are those that it lists, and none that it does not", () => {
  const netgsm = { code: "netgsm", name: "NetGSM", kind: "sms", status: "connected", isDefault: true } as const;
  const listed = carrier({ label: "iletiniz", isByKey: false, channels: [netgsm] });
  expect(connectedProviders([listed, carrier({ isByKey: false })])).toEqual([netgsm]);
});
