import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Ends what a start leaves behind when it is killed without a chance to stop anything (SIGKILL, out of memory).
 *
 * A shell waits at the end of a pipe that this process holds open. The last line it read says what to end: `server:PID`
 * is PostgreSQL, which gets its own signal for a quick and orderly stop; any other word is a process group.
 */
const SCRIPT = `
list=""
while IFS= read -r line; do list=$line; done
for entry in $list; do
  case $entry in
    server:*) kill -s INT "\${entry#server:}" ;;
    *) kill -s TERM -- "-$entry" ;;
  esac
done 2>/dev/null
[ -z "$list" ] && exit 0
sleep 5
for entry in $list; do
  case $entry in server:*) ;; *) kill -s KILL -- "-$entry" ;; esac
done 2>/dev/null
exit 0
`;

export interface Guard {
  /** Replaces the list of what must not outlive this process. */
  watch(groups: number[], server: number | undefined): void;
  /** Lets the guard go without ending anything. */
  dismiss(): Promise<void>;
}

export function startGuard(): Guard {
  const shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" });
  shell.stdin.on("error", () => {});
  const tell = (line: string) => shell.stdin.write(`${line}\n`);
  return {
    watch(groups, server) {
      tell([...groups, ...(server === undefined ? [] : [`server:${server}`])].join(" "));
    },
    async dismiss() {
      if (shell.exitCode !== null || shell.signalCode !== null) return;
      const gone = once(shell, "exit");
      tell("");
      shell.stdin.end();
      await gone;
    },
  };
}
