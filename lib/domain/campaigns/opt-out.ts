import { isOptOutName } from "./opt-out-link.ts";

/** Words Turkish operators and brands ask people to send in order to refuse further messages. */
const refusalWord = /(?<![\p{L}\p{N}])(RET|İPTAL|IPTAL|ÇIKIŞ|CIKIS|STOP|DUR)(?![\p{L}\p{N}])/u;
const refusalPhrase =
  /(almak iste(mi|me)|istemiyorsan|abonelik(ten|ten) çık|listeden çık|listemizden çık|ret yaz|iptal yaz|unsubscribe|opt.?out)/u;
/** The refusal page of an instance. */
const refusalLink = /\/o\/[A-Za-z0-9_-]{4,}/;

/**
 * Whether a text seems to tell people how to refuse further commercial messages.
 *
 * A commercial message must: Law 6563, articles 7 and 8. A rough look by words, so that it is not forgotten; whether
 * the way works is for the sender to see to.
 */
export function namesOptOut(text: string): boolean {
  const asksForLink = [...text.matchAll(/\{\{([^{}|]*)/g)].some(([, name]) => isOptOutName(name ?? ""));
  return (
    asksForLink || refusalWord.test(text) || refusalPhrase.test(text.toLocaleLowerCase("tr")) || refusalLink.test(text)
  );
}
