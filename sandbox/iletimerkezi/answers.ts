import { type Answer, json } from "../answer.ts";
import type { IletimerkeziAccount } from "../companies/accounts.ts";

/** The Turkish texts of the codes; those that nobody published say only their number. */
const messages: Record<number, string> = {
  200: "İşlem başarılı",
  400: "İstek çözümlenemedi",
  401: "Üyelik bilgileri hatalı",
  402: "Bakiye yetersiz",
  403: "Aktif abonelik bulunamadı",
  404: "API istek yapılan yönteme sahip değil",
  422: "İstek içerisindeki değerler doğrulanamadı",
  429: "Çok fazla istek",
  450: "Gönderilen başlık kullanıma uygun değil",
  451: "Tekrar eden sipariş",
  452: "Mesaj alıcıları hatalı",
  453: "Sipariş boyutu aşıldı",
  454: "Mesaj metni boş",
  455: "Sipariş bulunamadı",
  456: "Sipariş gönderim tarihi henüz gelmedi",
  457: "Mesaj gönderim tarihi formatı hatalı",
  458: "Tarih aralığı hatalı",
  459: "Başlık boş olamaz",
  460: "Başlık 11 karakterden uzun olamaz ve Türkçe karakter içeremez",
  464: "Sayfa değeri 1'den başlamalıdır",
  466: "Hatalı numara",
  467: "Evrak bilgileri eksik",
  468: "İYS sorgusu yapılıp yapılmayacağını seçiniz",
  469: "İYS listesini seçiniz",
  470: "İYS kodunuzu tanımlayınız",
  474: "Bu numara üzerindeki engelleme kaldırılamaz",
  503: "Sunucu geçici olarak servis dışı",
};

/** A refusal of the API; the HTTP status is the code. */
export class Code extends Error {
  readonly code: number;

  constructor(code: number) {
    super(messages[code] ?? String(code));
    this.code = code;
  }
}

/** An answer of status alone, as errors are and some successes. `http` differs from the code only when a switch says so. */
export function statusOnly(code: number, message?: string, http = code): Answer {
  return json(http, { response: { status: { code, message: message ?? messages[code] ?? `Kod ${code}` } } });
}

/** A success; `account` decides whether numbers are numbers or texts. */
export function success(account: IletimerkeziAccount, data: Record<string, unknown> = {}): Answer {
  const response = { status: { code: 200, message: messages[200] }, ...data };
  return json(200, { response: account.numbers === "text" ? texts(response) : response });
}

function texts(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(4).replace(".", ",");
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, texts(field)]));
}
