import {
  beginPasskeyProofAction,
  proveByCodeAction,
  proveByPasskeyAction,
  proveByPasswordAction,
  proveElsewhereAction,
  readProofWaysAction,
} from "./actions";

/** Every way a page offers to prove who one is. */
export const proofActions = {
  ways: readProofWaysAction,
  byPassword: proveByPasswordAction,
  byCode: proveByCodeAction,
  askPasskey: beginPasskeyProofAction,
  byPasskey: proveByPasskeyAction,
  elsewhere: proveElsewhereAction,
};
