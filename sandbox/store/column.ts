/** A growing column of 64-bit floats: eight bytes a row and nothing for the garbage collector to walk. */
export class Column {
  #cells = new Float64Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const wider = new Float64Array(this.#cells.length * 2);
      wider.set(this.#cells);
      this.#cells = wider;
    }
    this.#cells[this.#length] = value;
    this.#length += 1;
  }

  at(row: number): number {
    return this.#cells[row] ?? Number.NaN;
  }

  clear(): void {
    this.#cells = new Float64Array(1_024);
    this.#length = 0;
  }
}
