import { describe, expect, it } from "vitest";
import { namesOptOut } from "./opt-out.ts";

describe("namesOptOut", () => {
  it.each([
    "Cuma günü indirim var. RET yazıp 3330'a gönderin.",
    "İndirim. İptal için IPTAL yazıp 3330'a gönderin",
    "SMS almak istemiyorsanız 0850 000 00 00",
    "Mesaj almak istemezseniz: ret yaz 3330",
    "Listeden çıkmak için: https://mesaj.example/o/a8Fk2Q",
    "Sale today. Reply STOP to opt out",
  ])("sees the way out in %j", (text) => {
    expect(namesOptOut(text)).toBe(true);
  });

  it.each([
    "Cuma günü indirim var.",
    "Retro gözlükler geldi",
    "Durumunuz güncellendi",
    "Siparişiniz kargoda",
    "",
    "PERDURA",
  ])("sees none in %j", (text) => {
    expect(namesOptOut(text)).toBe(false);
  });
});
