import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { NoteInput, RampInput, SignUpSettingInput } from "#lib/domain/instance/schema";
import type { AccountTx } from "#lib/infra/db/tenant";

async function store({ db }: AccountTx, key: string, value: string | number | Record<string, string>): Promise<void> {
  const updatedAt = new Date();
  await db.instanceSetting.upsert({ where: { key }, create: { key, value, updatedAt }, update: { value, updatedAt } });
}

/** Opens or closes accounts for people without an invitation. */
export async function setSignUp(
  tx: AccountTx,
  { isOpen }: z.output<typeof SignUpSettingInput>,
): Promise<Audited<null>> {
  await store(tx, "sign_up", isOpen ? "open" : "closed");
  return { result: null, audit: { subject: null, detail: { isOpen } } };
}

/** Sets how many people a new workspace may reach on its first day; what runs already follows with its next call. */
export async function setRamp(tx: AccountTx, { people }: z.output<typeof RampInput>): Promise<Audited<null>> {
  if (people === null) await tx.db.instanceSetting.deleteMany({ where: { key: "ramp" } });
  else await store(tx, "ramp", people);
  return { result: null, audit: { subject: null, detail: { people } } };
}

/** Sets what everybody is told at the top of each page; two empty texts take it away. */
export async function setNote(tx: AccountTx, note: z.output<typeof NoteInput>): Promise<Audited<null>> {
  if (note.tr === "") await tx.db.instanceSetting.deleteMany({ where: { key: "note" } });
  else await store(tx, "note", note);
  return { result: null, audit: { subject: null, detail: { ...note } } };
}
