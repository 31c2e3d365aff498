import { callerNetwork } from "#lib/gate/client-ip";
import { endWeekMail } from "#lib/gate/mail-stop";
import { checkHost, checkLength } from "#lib/gate/request-guard";
import { answerRefusal } from "#lib/gate/route";

interface Context {
  params: Promise<{ token: string }>;
}

const headers = { "cache-control": "private, no-store" };
const BODY_BYTES = 64 * 1024;

/** The button of mail programs (RFC 8058): they send this by themselves, without a cookie and from no page of ours. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    checkHost(request.headers);
    // What is in it is not looked at: the address alone says what ends.
    checkLength(request.headers, BODY_BYTES);
    await endWeekMail((await params).token, callerNetwork(request.headers));
    return new Response(null, { status: 204, headers });
  } catch (error) {
    return answerRefusal(error);
  }
}

/** Whoever opens the address, or looks through it beforehand, changes nothing and is led to the page that asks. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    checkHost(request.headers);
    const location = `/u/${encodeURIComponent((await params).token)}`;
    return new Response(null, { status: 303, headers: { ...headers, location } });
  } catch (error) {
    return answerRefusal(error);
  }
}
