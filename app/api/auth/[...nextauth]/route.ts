import { answerLogin } from "#lib/gate/login-route";

export { answerLogin as GET, answerLogin as POST };
