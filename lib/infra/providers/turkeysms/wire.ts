import type { Clock } from "#lib/infra/clock";
import type { Secret } from "#lib/infra/crypto/secret";
import type { Http } from "#lib/infra/http";
import { type Reply, readReply } from "#lib/infra/providers/turkeysms/reply";

/** The ways to ask. Everything is POST and JSON but the status, whose address then holds the key: it is never logged. */
export interface Wire {
  post(key: Secret, path: string, fields?: Readonly<Record<string, unknown>>): Promise<Reply>;
  status(key: Secret, id: string): Promise<Reply>;
}

/** Opens the wire. `response_type` goes with every call, or the answer would be the text of a PHP array. */
export function openWire(http: Http, apiUrl: string, clock: Clock): Wire {
  return {
    async post(key, path, fields = {}) {
      const outcome = await http.send({
        method: "POST",
        url: `${apiUrl}/api/v3/${path}`,
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({ api_key: key.reveal(), ...fields, report: 1, response_type: "json" }),
      });
      return readReply(outcome, clock.now());
    },

    async status(key, id) {
      const query = new URLSearchParams({ api_key: key.reveal(), sms_id: id, response_type: "json" });
      const url = `${apiUrl}/api/v3/sms-durumu/sms_durumu.php?${query}`;
      return readReply(await http.send({ method: "GET", url, headers: { accept: "application/json" } }), clock.now());
    },
  };
}
