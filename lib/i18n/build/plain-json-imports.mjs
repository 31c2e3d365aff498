/**
 * Build step for `messages.ts`: drops `with { type: "json" }` from its imports. Node needs the words, for the worker reads
 * the same texts; the bundler takes them as an order to leave the file as it is, and the texts must be compiled.
 *
 * @param {string} source
 */
export default function plainJsonImports(source) {
  return source.replaceAll(/ with \{ type: "json" \}/g, "");
}
