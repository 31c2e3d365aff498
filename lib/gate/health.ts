import "server-only";
import { lookUp } from "#lib/infra/db/tenant";

/** Whether the database answers, which every page needs. It tells nothing about any workspace. */
export async function isDatabaseUp(): Promise<boolean> {
  try {
    await lookUp("SELECT 1", []);
    return true;
  } catch {
    return false;
  }
}
