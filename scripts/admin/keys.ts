import { changeKeyring, type KeyUse, keyUses, renewPersonalSeals, renewSeals, workspacesToReseal } from "#lib/gate/job";
import { freshKeyring } from "#lib/infra/crypto/vault";
import { env } from "#lib/infra/env";
import { readIfExists, replaceFile } from "../data-folder.ts";
import { newKeyringEntry } from "../keys.ts";
import { withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

/** A reader may hold a record of an old data key for this long; a transaction ends well before. */
const GRACE_MS = 60_000;

/** The uses that a rotation still has to move: under another key than the first, or not yet under a data key. */
function looseUses(uses: readonly KeyUse[], primary: string): KeyUse[] {
  return uses.filter(({ keyId, workspaceId, wraps }) => keyId !== primary || (!wraps && workspaceId !== null));
}

/** The entries of the keyring's file, first key first. */
function entriesOf(file: string): string[] {
  return (readIfExists(file) ?? "")
    .trim()
    .split(",")
    .map((entry) => entry.trim());
}

function fileToChange(): string {
  const { keyringFile } = env();
  if (keyringFile !== null) return keyringFile;
  throw new Error(
    "The keyring is the setting KEYRING, which this command cannot change. Put a new key behind the others on every machine and restart, then put it first and restart, then run keys rotate again.",
  );
}

const countOf = (uses: readonly KeyUse[], keyId: string) => uses.filter((use) => use.keyId === keyId).length;

/** `keys status` */
function keysStatus(): Promise<void> {
  return withInstance(async () => {
    const [{ primary, ids }, uses] = [freshKeyring(), await keyUses()];
    for (const id of ids) console.log(`${id}  ${id === primary.id ? "first" : "old"}  ${countOf(uses, id)} uses`);
    const missing = new Set(uses.map(({ keyId }) => keyId).filter((id) => !ids.includes(id)));
    for (const id of missing) console.log(`${id}  MISSING  ${countOf(uses, id)} uses`);
    const loose = looseUses(uses, primary.id).length;
    console.log(loose === 0 ? "Everything is under the first key." : `${loose} uses are to be moved: run keys rotate.`);
  });
}

async function addFirstKey(): Promise<void> {
  const file = fileToChange();
  const entry = newKeyringEntry();
  const id = entry.split(":")[0] ?? "";
  await changeKeyring("keys.add", id, () => replaceFile(file, `${[entry, ...entriesOf(file)].join(",")}\n`));
  freshKeyring();
  console.log(`The first key is now ${id}.`);
}

/** `keys rotate`: a broken off rotation is finished first, and then no other is begun. */
function keysRotate(): Promise<void> {
  return withInstance(async () => {
    const before = looseUses(await keyUses(), freshKeyring().primary.id);
    if (before.length === 0) await addFirstKey();
    else console.log("A rotation was not finished; going on with it.");

    const { primary } = freshKeyring();
    const workspaces = await workspacesToReseal();
    let { moved, unreadable } = await renewPersonalSeals();
    for (const workspaceId of workspaces) {
      const round = await renewSeals(workspaceId, GRACE_MS);
      moved += round.moved;
      unreadable += round.unreadable;
    }
    console.log(`${moved} secrets of ${workspaces.length} workspaces are sealed anew under ${primary.id}.`);
    if (unreadable > 0) console.log(`${unreadable} secrets do not open and were left as they are.`);
    console.log("An old key can go a minute from now: keys retire ID. Older backups still need it.");
  });
}

/** `keys retire ID` */
function keysRetire([id = ""]: string[]): Promise<void> {
  return withInstance(async () => {
    const file = fileToChange();
    const { primary, ids } = freshKeyring();
    if (!ids.includes(id)) throw new Error(`The keyring has no key ${id}. It has: ${ids.join(", ")}.`);
    if (id === primary.id) throw new Error(`${id} is the first key, which seals. Run keys rotate first.`);
    for (const { workspaceId } of (await keyUses()).filter(({ keyId }) => keyId === id)) {
      if (workspaceId !== null) await renewSeals(workspaceId, GRACE_MS);
    }
    await changeKeyring("keys.retire", id, async () => {
      const uses = countOf(await keyUses(), id);
      if (uses > 0) throw new Error(`${id} still has ${uses} uses. Run keys rotate, wait a minute, and try again.`);
      const kept = entriesOf(file).filter((entry) => entry.split(":")[0] !== id);
      replaceFile(file, `${kept.join(",")}\n`);
    });
    console.log(`${id} is out of the keyring.`);
  });
}

/** `keys`: the keyring, turned without stopping anything. */
export const keyCommands: Commands = {
  "keys status": {
    usage: "keys status",
    purpose: "the keys of the keyring, how often each is needed, and whether a rotation is unfinished",
    run: keysStatus,
  },
  "keys rotate": {
    usage: "keys rotate",
    purpose: "makes a new first key and seals every secret anew; or finishes a rotation that was broken off",
    run: keysRotate,
  },
  "keys retire": {
    usage: "keys retire ID",
    purpose: "takes an old key out of the keyring; refused while anything is sealed with it",
    run: keysRetire,
  },
};
