import type { OutgoingHttpHeaders } from "node:http";
import { type Answer, json } from "../answer.ts";

export type Detail = { path: string; message: string };

/** An HTTP refusal of the API: nothing was taken. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly Detail[];
  readonly headers: OutgoingHttpHeaders;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: readonly Detail[]; headers?: OutgoingHttpHeaders } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? [];
    this.headers = more.headers ?? {};
  }

  answer(): Answer {
    const details = this.details.length > 0 ? { details: this.details } : {};
    return json(this.status, { error: this.code, message: this.message, ...details }, this.headers);
  }
}

const usualCode: Record<number, string> = {
  400: "validation_error",
  401: "invalid_api_key",
  402: "quota_exceeded",
  403: "insufficient_scope",
  404: "not_found",
  408: "request_timeout",
  413: "payload_too_large",
  422: "validation_error",
  429: "rate_limited",
  500: "internal_error",
  503: "service_unavailable",
};

/** An error a switch asked for, worded as the API words its own. */
export function switchedError(status: number, code: string | undefined, message: string | undefined): Answer {
  const error = code ?? usualCode[status] ?? "internal_error";
  const headers =
    error === "insufficient_scope"
      ? { "www-authenticate": 'Bearer error="insufficient_scope", scope="messages:send"' }
      : {};
  return json(status, { error, message: message ?? "Switched on at the sandbox." }, headers);
}
