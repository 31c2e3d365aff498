import { proveByPasswordAction, readProofWaysAction } from "./actions";

/** Every way a page offers to prove who one is. */
export const proofActions = { ways: readProofWaysAction, byPassword: proveByPasswordAction };
