/** Letters without their marks, so that `baslik` finds `Başlıklar` and `İ` is found by `i`. */
function plain(text: string): string {
  return text
    .toLocaleLowerCase("tr")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replaceAll("ı", "i");
}

/**
 * How well a line answers what was typed: 1 from its beginning, less from the beginning of a later word, less again from
 * inside a word, 0 when some typed word is nowhere.
 */
export function matchScore(typed: string, label: string): number {
  const asked = plain(typed).split(/\s+/).filter(Boolean);
  const name = plain(label);
  const scores = asked.map((word) => {
    if (name.startsWith(word)) return 1;
    if (name.includes(` ${word}`)) return 0.8;
    return name.includes(word) ? 0.5 : 0;
  });
  return scores.length === 0 ? 1 : Math.min(...scores);
}
