import { PrismaPg } from "@prisma/adapter-pg";
import type { Transaction } from "@prisma/driver-adapter-utils";

/**
 * The driver of Prisma, with the statements of a transaction one after the other.
 *
 * A read with several relations asks for all of them at once. A transaction has one connection, on which the next major
 * version of pg refuses a statement while another runs; this one queues it and warns.
 */
export class PrismaPgInTurn extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => inTurn(await start(isolation));
    return adapter;
  }
}

function inTurn<T extends Transaction>(transaction: T): T {
  let last: Promise<unknown> = Promise.resolve();
  const queued = <A, R>(work: (argument: A) => Promise<R>) => {
    return (argument: A): Promise<R> => {
      const turn = last.then(() => work(argument));
      // A statement that failed is told to the one who asked; the next gets its turn all the same.
      last = turn.catch(() => undefined);
      return turn;
    };
  };
  transaction.queryRaw = queued(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = queued(transaction.executeRaw.bind(transaction));
  return transaction;
}
