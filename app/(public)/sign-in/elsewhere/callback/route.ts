import { answerElsewhere } from "#lib/gate/elsewhere";

export { answerElsewhere as GET };
