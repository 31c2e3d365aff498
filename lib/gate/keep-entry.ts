import { redirect } from "next/navigation";
import "server-only";
import { CodeNeeded, type NewLogin } from "#lib/domain/accounts/visit";
import { keepLogin } from "#lib/gate/keep-login";
import { keepStep } from "#lib/gate/step-cookie";

/** Signs this browser in after one proof, or leads it to the page that asks for the code first. */
export async function keepEntry(entering: Promise<NewLogin>, next: string | undefined): Promise<void> {
  try {
    await keepLogin(await entering);
  } catch (error) {
    if (!(error instanceof CodeNeeded)) throw error;
    await keepStep("code", error.stepToken);
    redirect(next === undefined ? "/sign-in/code" : `/sign-in/code?next=${encodeURIComponent(next)}`);
  }
}
