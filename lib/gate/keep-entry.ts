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
    redirect(await askForCode(error.stepToken, next));
  }
}

/** Lets the browser keep what a code will end, and answers the page that asks for it on the way to `next`. */
export async function askForCode(stepToken: string, next: string | undefined): Promise<string> {
  await keepStep("code", stepToken);
  return next === undefined ? "/sign-in/code" : `/sign-in/code?next=${encodeURIComponent(next)}`;
}
