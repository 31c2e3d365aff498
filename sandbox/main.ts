import { optionsFrom } from "./options.ts";
import { startSandbox } from "./sandbox.ts";

const sandbox = await startSandbox(optionsFrom(process.env));

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

// One line that a supervisor or a test can read: everything is ready, and here is where.
console.log(JSON.stringify({ ready: true, ...sandbox.addresses }));
