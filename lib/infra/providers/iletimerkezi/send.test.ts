import { expect, it } from "vitest";
import type { OutgoingBatch } from "#lib/infra/providers/driver";
import { writeOrder } from "#lib/infra/providers/iletimerkezi/send";

const batch: OutgoingBatch = {
  messages: [{ to: "+905321110001", body: "Merhaba", encoding: "gsm7" }],
  ...{ sender: "MAGAZA", providerCode: "", isCommercial: true, audience: "individual", sendAt: null },
};

// the provider's consent filter is asked for with every commercial order, for the list the brand speaks to.
it.each([
  [{}, { iys: "1", iysList: "BIREYSEL" }],
  [{ audience: "merchant" as const }, { iys: "1", iysList: "TACIR" }],
  [{ isCommercial: false, audience: "merchant" as const }, { iys: "0" }],
])("%j asks İYS as %j", (change, expected) => {
  const { order } = Object(writeOrder({ ...batch, ...change }));
  const { iys, iysList } = order;
  expect({ iys, ...(iysList === undefined ? {} : { iysList }) }).toEqual(expected);
});
