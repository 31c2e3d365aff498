// Runs a TypeScript program of this repository, whichever Node the machine has.
//
// The programs here are TypeScript that Node runs as it is, which needs Node 22.18 or newer. An older Node runs only
// this file: it looks for the Node of the npm package "node", fetches that package's binary if npm was told to skip
// install scripts, and hands over to it.
//
//   node scripts/node24.mjs [--node-option ...] scripts/start.ts [arguments]
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const isWindows = process.platform === "win32";

const stop = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const findPackage = () => {
  try {
    return dirname(fileURLToPath(import.meta.resolve("node/package.json")));
  } catch {
    return stop("The packages of this project are not installed. Run npm ci first.");
  }
};
const packageFolder = findPackage();
const installed = join(packageFolder, "bin", isWindows ? "node.exe" : "node");

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace("v", "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
};

const works = (binary) => {
  const answer = spawnSync(binary, ["--version"], { encoding: "utf8" });
  return answer.status === 0 && isNewEnough(answer.stdout.trim());
};

/** What the install script of the package "node" does: ask npm for the binary of this platform, link it into place. */
const fetchBinary = () => {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${prefix}-${isWindows ? "win" : process.platform}-${process.arch}`;
  console.log(`Fetching Node ${version} from the npm registry (this machine has ${process.version}).`);
  const fetched = spawnSync(
    isWindows ? "npm.cmd" : "npm",
    [
      "install",
      "--no-save",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      packageFolder,
      `${name}@${version}`,
    ],
    { cwd: packageFolder, stdio: ["ignore", "ignore", "inherit"], shell: isWindows },
  );
  const binary = join(packageFolder, "node_modules", name, "bin", isWindows ? "node.exe" : "node");
  if (fetched.status !== 0 || !existsSync(binary)) {
    stop(
      `Node ${version} could not be fetched. Install Node 24 on this machine, or run npm ci without --ignore-scripts.`,
    );
  }
  mkdirSync(dirname(installed), { recursive: true });
  try {
    linkSync(binary, installed);
  } catch {
    copyFileSync(binary, installed);
  }
};

const findNode = () => {
  if (existsSync(installed) && works(installed)) return installed;
  fetchBinary();
  return works(installed) ? installed : stop(`Node at ${installed} does not run on this machine. Install Node 24.`);
};

const runWith = (binary, args) => {
  const path = `${dirname(binary)}${isWindows ? ";" : ":"}${process.env.PATH ?? ""}`;
  const child = spawn(binary, args, { stdio: "inherit", env: { ...process.env, PATH: path } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
};

const args = process.argv.slice(2);
const program = args.findIndex((word) => !word.startsWith("-"));
if (program === -1) stop("Usage: node scripts/node24.mjs [--node-option ...] program.ts [arguments]");
if (isNewEnough(process.version) && program === 0) {
  const [file, ...rest] = args;
  process.argv = [process.execPath, resolve(file), ...rest];
  await import(pathToFileURL(resolve(file)).href);
} else {
  runWith(isNewEnough(process.version) ? process.execPath : findNode(), args);
}
