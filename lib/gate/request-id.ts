import { headers } from "next/headers";
import "server-only";
import { isRequestId, newRequestId, REQUEST_HEADER, withRequestId } from "#lib/infra/request-id";

/** Works under the id of the request that came in, or a new one where nothing stood before it. */
export async function underRequestId<T>(work: () => Promise<T>): Promise<T> {
  const sent = (await headers()).get(REQUEST_HEADER);
  return withRequestId(isRequestId(sent) ? sent : newRequestId(), work);
}

/** Reads for a page under the id of its request. What fails carries the id as the reference that the error page shows. */
export function readUnderRequestId<T>(work: () => Promise<T>): Promise<T> {
  return underRequestId(async () => {
    try {
      return await work();
    } catch (error) {
      const id = (await headers()).get(REQUEST_HEADER);
      // Redirects and "not found" are errors with a digest of their own.
      if (error instanceof Error && !("digest" in error) && isRequestId(id)) Object.assign(error, { digest: id });
      throw error;
    }
  });
}
