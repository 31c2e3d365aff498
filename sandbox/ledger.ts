import { randomFillSync } from "node:crypto";
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { LedgerIndex } from "./ledger-index.ts";
import { countParts } from "./segments.ts";

/** One message the stand-in took, or refused inside a 2xx. What is answered is only ever what is written here. */
export type Intake = {
  api: "iletiniz" | "iletimerkezi" | "turkeysms";
  workspace: string;
  /** Fingerprint of the key that sent it. */
  key: string;
  /** Canonical address: E.164 for phones. */
  to: string;
  /** The address exactly as the caller wrote it. */
  toAsSent: string;
  body: string;
  template: string | null;
  sender: string | null;
  provider: string;
  iys: boolean;
  call: "single" | "bulk" | "otp";
  /** The message error it was refused with; `null` when accepted. */
  refused: string | null;
};

/** A line of the ledger as read back. */
export type LedgerLine = Intake & {
  seq: number;
  at: string;
  jobId: string;
  requestId: string;
  encoding: string;
  segments: number;
};

const alphabetBase = 36;
const checkLength = 7;
const seqLength = 9;

function jobIdOf(seq: number, check: number): string {
  const head = check.toString(alphabetBase).padStart(checkLength, "0");
  return head + seq.toString(alphabetBase).padStart(seqLength, "0");
}

/** Every ledger line in order, durable in the page cache before `append` returns. */
export class Ledger {
  readonly #fd: number;
  readonly index = new LedgerIndex();
  #size = 0;
  #scratch = Buffer.allocUnsafe(1 << 20);
  readonly #randomness = new Uint32Array(4_096);
  #randomUsed = 4_096;

  constructor(file: string) {
    this.#fd = openSync(file, "a+", 0o600);
    this.#load();
  }

  get length(): number {
    return this.index.length;
  }

  /**
   * Writes a call's messages as one block, then indexes them.
   *
   * @returns The job ids in the order given. If the block cannot be written nothing of it counts.
   */
  append(batch: readonly Intake[], at: number, requestId: string): string[] {
    const atText = new Date(at).toISOString();
    const tail = `,"request_id":${JSON.stringify(requestId)}}\n`;
    const jobIds: string[] = [];
    const pending: { intake: Intake; check: number; bytes: number; segments: number }[] = [];
    let used = 0;
    for (const intake of batch) {
      const seq = this.index.length + pending.length + 1;
      const check = this.#random();
      const jobId = jobIdOf(seq, check);
      const { encoding, parts } = countParts(intake.body);
      const line = `{"seq":${seq},"at":"${atText}","api":"${intake.api}","workspace":${JSON.stringify(intake.workspace)},"job_id":"${jobId}","to":${JSON.stringify(intake.to)},"refused":${JSON.stringify(intake.refused)},"call":"${intake.call}","segments":${parts},"encoding":"${encoding}","body":${JSON.stringify(intake.body)},"sender":${JSON.stringify(intake.sender)},"provider":${JSON.stringify(intake.provider)},"iys":${intake.iys},"template":${JSON.stringify(intake.template)},"to_as_sent":${JSON.stringify(intake.toAsSent)},"key":"${intake.key}"${tail}`;
      this.#reserve(used + line.length * 3);
      const bytes = this.#scratch.write(line, used, "utf8");
      used += bytes;
      jobIds.push(jobId);
      pending.push({ intake, check, bytes, segments: parts });
    }
    this.#write(used);
    let offset = this.#size;
    for (const { intake, check, bytes, segments } of pending) {
      this.index.add(intake, { at, check, segments, offset, bytes });
      offset += bytes;
    }
    this.#size = offset;
    return jobIds;
  }

  /** Reads one line back from the file. */
  read(seq: number): LedgerLine | null {
    const place = this.index.place(seq);
    if (place === null) return null;
    const bytes = Buffer.allocUnsafe(place.bytes);
    readSync(this.#fd, bytes, 0, place.bytes, place.offset);
    return parseLine(bytes.toString("utf8"));
  }

  /** Finds a message by the id it was answered with. */
  find(jobId: string): LedgerLine | null {
    if (!/^[0-9a-z]{16}$/.test(jobId)) return null;
    const seq = Number.parseInt(jobId.slice(checkLength), alphabetBase);
    const check = Number.parseInt(jobId.slice(0, checkLength), alphabetBase);
    return this.index.checkOf(seq) === check ? this.read(seq) : null;
  }

  /** Forgets everything. Ids given before are unknown afterwards. */
  clear(): void {
    ftruncateSync(this.#fd, 0);
    this.#size = 0;
    this.index.clear();
  }

  close(): void {
    closeSync(this.#fd);
  }

  #random(): number {
    if (this.#randomUsed === this.#randomness.length) {
      randomFillSync(this.#randomness);
      this.#randomUsed = 0;
    }
    const value = this.#randomness[this.#randomUsed] ?? 0;
    this.#randomUsed += 1;
    return value;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#scratch.length) return;
    const wider = Buffer.allocUnsafe(bytes * 2);
    this.#scratch.copy(wider);
    this.#scratch = wider;
  }

  // A block that was cut short by a full disk is taken back, or the next block would be glued to a torn line.
  #write(bytes: number): void {
    try {
      for (let written = 0; written < bytes; ) written += writeSync(this.#fd, this.#scratch, written, bytes - written);
    } catch (error) {
      ftruncateSync(this.#fd, this.#size);
      throw error;
    }
  }

  #load(): void {
    const end = fstatSync(this.#fd).size;
    const chunk = Buffer.allocUnsafe(1 << 22);
    let rest = Buffer.alloc(0);
    for (let position = 0; position < end; ) {
      const got = readSync(this.#fd, chunk, 0, chunk.length, position);
      position += got;
      const block = Buffer.concat([rest, chunk.subarray(0, got)]);
      let from = 0;
      for (let to = block.indexOf(10, from); to >= 0; to = block.indexOf(10, from)) {
        this.#indexLine(block.toString("utf8", from, to), to + 1 - from);
        from = to + 1;
      }
      rest = Buffer.from(block.subarray(from));
    }
    // The writer died inside this line, so its caller was never answered.
    if (rest.length > 0) ftruncateSync(this.#fd, this.#size);
  }

  #indexLine(text: string, bytes: number): void {
    const line = parseLine(text);
    this.index.add(line, {
      at: Date.parse(line.at),
      check: Number.parseInt(line.jobId.slice(0, checkLength), alphabetBase),
      segments: line.segments,
      offset: this.#size,
      bytes,
    });
    this.#size += bytes;
  }
}

/** Reads a line this file wrote. The shape is trusted because nobody else writes the ledger. */
function parseLine(text: string): LedgerLine {
  const line: WrittenLine = JSON.parse(text);
  const { job_id: jobId, to_as_sent: toAsSent, request_id: requestId, ...same } = line;
  return { ...same, jobId, toAsSent, requestId };
}

type WrittenLine = Omit<LedgerLine, "jobId" | "toAsSent" | "requestId"> & {
  job_id: string;
  to_as_sent: string;
  request_id: string;
};
