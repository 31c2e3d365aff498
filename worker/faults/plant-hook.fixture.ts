import { registerHooks } from "node:module";
import { type Plant, plants } from "./plants.ts";

// Loaded with --import into a worker: the file that a plant names is read with the bug in it. The product has no switch for it.
const found: [string, Plant] | undefined = Object.entries(plants).find(([name]) => name === process.env.PLANT);
if (found === undefined) throw new Error(`no bug is called ${process.env.PLANT}`);
const [, plant] = found;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(`/${plant.file}`)) return loaded;
    let source = String(loaded.source);
    for (const [from, to] of plant.swap) {
      if (!source.includes(from)) throw new Error(`${plant.file} has changed: the bug has nowhere to go`);
      source = source.replaceAll(from, to);
    }
    return { ...loaded, source };
  },
});
