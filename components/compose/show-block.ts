/** Brings a block into view and puts the keyboard there. */
export function showBlock(id: string): void {
  const heading = document.getElementById(id);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start" });
}
