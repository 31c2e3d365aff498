import type { z } from "zod";
import type { Connection, Workspace } from "../workspaces.ts";
import { type Envelope, type Item, maxBodyLength } from "./parse.ts";
import { Refusal } from "./refusal.ts";

type Provider = z.infer<typeof Connection>;

/** The providers a call will be tried on, in order, and the name it goes out under. */
export type Route = { providers: [Provider, ...Provider[]]; sender: string | null };

function connected(workspace: Workspace, code: string): Provider {
  const found = workspace.connections.find((connection) => connection.code === code);
  if (found === undefined || found.status === "disabled") {
    throw new Refusal(422, "provider_not_connected", `The provider ${code} is not connected.`);
  }
  return found;
}

function primary(workspace: Workspace, code: string | null): Provider {
  if (code !== null) return connected(workspace, code);
  const found = workspace.connections.find((connection) => connection.is_default && connection.status !== "disabled");
  if (found === undefined) throw new Refusal(422, "provider_not_connected", "No default provider is connected.");
  return found;
}

function senderFor(workspace: Workspace, provider: Provider, wanted: string | null): string | null {
  if (provider.kind !== "sms") return null;
  const approved = workspace.senders.filter(
    (sender) => sender.provider === provider.code && sender.status === "approved",
  );
  const found = approved.find((sender) => wanted === null || sender.name === wanted);
  if (found === undefined) throw new Refusal(422, "sender_not_approved", "The sender is not approved.");
  return found.name;
}

/** Finds providers and sender for a call, or refuses it. */
export function routeFor(workspace: Workspace, envelope: Envelope): Route {
  const first = primary(workspace, envelope.provider);
  const others = envelope.fallback.map((code) => connected(workspace, code));
  const codes = [first, ...others].map((provider) => provider.code);
  const areAllSms = [first, ...others].every((provider) => provider.kind === "sms");
  if (others.length > 0 && (!areAllSms || new Set(codes).size < codes.length)) {
    throw new Refusal(422, "validation_error", "The request did not validate.", {
      details: [{ path: "fallback", message: "must name different SMS providers, none of them the first one" }],
    });
  }
  return { providers: [first, ...others], sender: senderFor(workspace, first, envelope.sender) };
}

/** The text each recipient gets: as given, or the template filled in. */
export function textsFor(workspace: Workspace, envelope: Envelope, items: readonly Item[]): string[] {
  const { template } = envelope;
  if (template === null) return items.map((item) => item.body ?? "");
  const pattern = workspace.templates[template];
  if (pattern === undefined) throw new Refusal(404, "template_not_found", `There is no template ${template}.`);
  return items.map((item, index) => {
    const rendered = pattern.replaceAll(/\{\{([A-Za-z0-9_]+)\}\}/g, (_place, name: string) => {
      const value = item.variables[name];
      if (value === undefined) {
        throw new Refusal(422, "template_variable_missing", `The template needs ${name}.`, {
          details: [{ path: `items[${index}].variables.${name}`, message: "is missing" }],
        });
      }
      return String(value);
    });
    if (rendered.length >= 1 && rendered.length <= maxBodyLength) return rendered;
    throw new Refusal(422, "validation_error", "The request did not validate.", {
      details: [{ path: `items[${index}]`, message: `the text must be 1 to ${maxBodyLength} characters long` }],
    });
  });
}
