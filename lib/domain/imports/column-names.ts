/** Characters a template gives a meaning to, and everything that cannot be seen. */
const notInNames = /[{}|\\\p{Cc}\p{Cf}]/gu;
const longestName = 80;

/**
 * The form in which column names are compared: no case, no accents, one kind of blank, by Turkish rules.
 *
 * All four of I, İ, ı and i are one letter here, so `İSİM`, `isim` and `ISIM` name the same column.
 */
export function columnKey(name: string): string {
  return name
    .replace(/[İIı]/g, "i")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s_.:-]+/g, " ")
    .trim();
}

/** Names a column that has no name the way spreadsheets do: A to Z, then AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * Makes names for columns that a template can use: visible, without `{`, `}`, `|` and backslash, no two alike.
 *
 * A column without a name gets its spreadsheet letters; the second of two alike gets ` 2` behind it, and so on.
 */
export function cleanColumnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const visible = cell
      .normalize("NFC")
      .replace(/\s+/g, " ")
      .replace(notInNames, "")
      .trim()
      .slice(0, longestName)
      .trim();
    const name = columnKey(visible) === "" ? columnLetters(index) : visible;
    let unique = name;
    for (let n = 2; taken.has(columnKey(unique)); n++) unique = `${name} ${n}`;
    taken.add(columnKey(unique));
    return unique;
  });
}

const phoneWords =
  /(^| )(telefon\w*|tel|telno|gsm|cep|ceptel\w*|cepno|mobil|mobile|phone|phones|phonenumber|cell\w*|msisdn|whatsapp)( |$)/;
const mobileWords = /(^| )(gsm|cep|ceptel\w*|cepno|mobil|mobile|cell\w*|msisdn)( |$)/;
const otherWords =
  /(^| )(ad|adi|isim|soyad|soyadi|soyisim|unvan|musteri|name|surname|first name|last name|email|e posta|eposta|mail|sehir|il|ilce|city|adres|address|tarih|date|not|note|tutar\w*|no|id|numara|number|alici|kisi)( |$)/;

/** How strongly a column's name says that it holds phone numbers to text: 2 names mobiles, 1 names phones, 0 neither. */
export function phoneNameScore(name: string): 0 | 1 | 2 {
  const key = columnKey(name);
  if (mobileWords.test(key)) return 2;
  return phoneWords.test(key) ? 1 : 0;
}

/** Whether a cell reads like the name of a column in a Turkish or English list. */
export function isColumnName(cell: string): boolean {
  return phoneNameScore(cell) > 0 || otherWords.test(columnKey(cell));
}
