import type { FormAnswer } from "#components/ui/form-answer";

/** What a browser said instead of an answer: the person left, or there is no passkey here. */
const NOT_USED = "passkey_not_used";

const notUsed: FormAnswer<never> = { ok: false, error: { code: NOT_USED, message: "", fields: {} } };

/** Whether the person or the browser gave up, rather than the server. */
export function wasNotUsed(answer: FormAnswer): boolean {
  return !answer.ok && answer.error.code === NOT_USED;
}

// The library comes with the first use.
const library = () => import("@simplewebauthn/browser");
type Question = Parameters<Awaited<ReturnType<typeof library>>["startAuthentication"]>[0]["optionsJSON"];
type Offer = Parameters<Awaited<ReturnType<typeof library>>["startRegistration"]>[0]["optionsJSON"];

/** Asks the server for a question, has a passkey answer it, and takes the answer back. */
export async function answerWithPasskey<R>(
  ask: () => Promise<FormAnswer<Question>>,
  take: (answer: unknown) => Promise<FormAnswer<R>>,
): Promise<FormAnswer<R>> {
  const question = await ask();
  if (!question.ok) return question;
  const { startAuthentication } = await library();
  const answer = await startAuthentication({ optionsJSON: question.result }).catch(() => null);
  return answer === null ? notUsed : take(answer);
}

/** Asks the server for an offer, has the browser make a passkey, and hands it over. */
export async function makePasskey(
  ask: () => Promise<FormAnswer<Offer>>,
  take: (made: unknown) => Promise<FormAnswer>,
): Promise<FormAnswer> {
  const offer = await ask();
  if (!offer.ok) return offer;
  const { startRegistration } = await library();
  const made = await startRegistration({ optionsJSON: offer.result }).catch(() => null);
  return made === null ? notUsed : take(made);
}
