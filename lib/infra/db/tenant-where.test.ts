import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const models = globSync("prisma/models/*.prisma", { cwd: root }).map((file) => readFileSync(`${root}${file}`, "utf8"));

/** Models with a workspace in their key, as the client spells them. */
const tenantModels = new Set(
  models.flatMap((text) =>
    [...text.matchAll(/^model (\w+) \{\n(.*?)\n\}/gms)].flatMap(([, name = "", body = ""]) =>
      /@@id\(\[workspaceId\b/.test(body) ? [name.charAt(0).toLowerCase() + name.slice(1)] : [],
    ),
  ),
);

const QUERY =
  /^(find(Many|First|Unique)(OrThrow)?|count|aggregate|groupBy|update(Many)?|delete(Many)?|upsert)(AndReturn)?$/;

/** What a name stands for in its file: the value it was given, of a function what it returns. */
function meaningOf(name: string, source: ts.SourceFile): ts.Node | undefined {
  let found: ts.Node | undefined;
  const look = (one: ts.Node): void => {
    if (ts.isVariableDeclaration(one) && one.name.getText(source) === name) found ??= one.initializer;
    ts.forEachChild(one, look);
  };
  look(source);
  return found !== undefined && ts.isArrowFunction(found) ? found.body : found;
}

/** Follows names, brackets and calls to the object that stands behind them. */
function behind(node: ts.Node | undefined, source: ts.SourceFile): ts.Node | undefined {
  if (node === undefined || ts.isObjectLiteralExpression(node)) return node;
  if (ts.isParenthesizedExpression(node) || ts.isCallExpression(node)) return behind(node.expression, source);
  return ts.isIdentifier(node) ? behind(meaningOf(node.text, source), source) : node;
}

/** Whether a condition names the workspace, by itself or in a compound key. */
function namesWorkspace(condition: ts.Node | undefined, source: ts.SourceFile): boolean {
  const node = behind(condition, source);
  if (node === undefined) return false;
  if (ts.isConditionalExpression(node)) {
    return namesWorkspace(node.whenTrue, source) && namesWorkspace(node.whenFalse, source);
  }
  if (!ts.isObjectLiteralExpression(node)) return false;
  return node.properties.some((one) =>
    ts.isSpreadAssignment(one)
      ? namesWorkspace(one.expression, source)
      : /^workspaceId(_|$)/.test(one.name?.getText(source) ?? ""),
  );
}

function whereOf(argument: ts.Expression | undefined, source: ts.SourceFile): ts.Node | undefined {
  const node = behind(argument, source);
  if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  const where = node.properties.find((one) => one.name?.getText(source) === "where");
  if (where === undefined) return undefined;
  return ts.isPropertyAssignment(where) ? where.initializer : where.name;
}

/** Queries of a file that name no workspace. */
function openQueries(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(`${root}${file}`, "utf8"), ts.ScriptTarget.Latest, true);
  const open: string[] = [];
  const look = (node: ts.Node): void => {
    ts.forEachChild(node, look);
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const { expression: target, name: method } = node.expression;
    if (!ts.isPropertyAccessExpression(target) || !tenantModels.has(target.name.text) || !QUERY.test(method.text))
      return;
    if (namesWorkspace(whereOf(node.arguments[0], source), source)) return;
    open.push(`${file} ${target.name.text}.${method.text}`);
  };
  look(source);
  return open;
}

/** Questions of a person about all their workspaces: what they may see is bound to the person. */
const OF_A_PERSON = ["lib/gate/scope.ts membership.findMany", "lib/gate/scope.ts membership.findFirst"];

// row-level security would keep a query that forgets its workspace from telling; the query is wrong all the same, and slow.
describe("a query of a table of workspaces", () => {
  it("names the workspace, wherever it is asked", () => {
    expect(tenantModels).toContain("archive");
    const files = globSync("{app,lib,worker,ingest}/**/*.{ts,tsx}", {
      cwd: root,
      exclude: (name) => /generated|node_modules|\.test\.|\.fixture\./.test(name),
    });
    expect(files.flatMap(openQueries)).toEqual(OF_A_PERSON);
  });
});
