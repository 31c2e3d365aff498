import { expect, it } from "vitest";
import { copyArray, copyField } from "#lib/infra/db/copy-text";

// A cell that is not escaped exactly would end a row early and shift every later one.
it.each([
  ["plain", "plain"],
  ["tab\tand\nbreak\r", "tab\\tand\\nbreak\\r"],
  ["C:\\new", "C:\\\\new"],
  ["\\N", "\\\\N"],
  ["", ""],
])("writes %j as the field %j", (text, field) => {
  expect(copyField(text)).toBe(field);
});

it.each([
  [[], "{}"],
  [[""], '{""}'],
  [["a", "b,c", "{d}"], '{"a","b,c","{d}"}'],
  [['say "no"'], '{"say \\\\"no\\\\""}'],
  [["back\\slash"], '{"back\\\\\\\\slash"}'],
  [["line\nbreak", "NULL"], '{"line\\nbreak","NULL"}'],
])("writes %j as the array %j", (texts, field) => {
  expect(copyArray(texts)).toBe(field);
});
