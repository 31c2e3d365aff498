/**
 * Whether what was typed names the thing. Spaces at the ends do not count, and neither do the marks that group a number:
 * 13.648, 13,648 and 13648 are the same number of people.
 */
export function matchesTyped(expected: string, typed: string): boolean {
  const plain = (text: string) => {
    const bare = text.trim().normalize("NFC");
    return /^\d[\d.,\s]*$/.test(bare) ? bare.replace(/[.,\s]/g, "") : bare;
  };
  return plain(expected) === plain(typed) && plain(expected) !== "";
}
