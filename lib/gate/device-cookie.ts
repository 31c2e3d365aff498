import { cookies } from "next/headers";
import "server-only";
import { loginCookies } from "#lib/gate/login-cookies";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Lets the browser keep the mark of a device its person has signed in from; it signs nobody in. */
export async function keepDeviceMark(mark: string): Promise<void> {
  const { name, options } = loginCookies().deviceMark;
  (await cookies()).set(name, mark, { ...options, maxAge: YEAR_SECONDS });
}
