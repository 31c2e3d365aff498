import { answerScrape } from "#lib/gate/metrics";
import { checkHost } from "#lib/gate/request-guard";
import { answerRefusal } from "#lib/gate/route";

export const dynamic = "force-dynamic";

/** For Prometheus, with the token of the instance; not there for anybody else. */
export async function GET(request: Request): Promise<Response> {
  try {
    checkHost(request.headers);
    return await answerScrape(request.headers);
  } catch (error) {
    return answerRefusal(error);
  }
}
