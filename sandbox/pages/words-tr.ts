import { turkishControl } from "./control-words-tr.ts";

/** The Turkish sentences; their shape is the one every language has to fill. */
export const turkish = {
  layout: {
    name: "Deneme sunucusu",
    stripName: "Deneme sunucusu.",
    strip: "Bu sayfa iletiniz’in yerine geçer; gerçek hesap ve mesaj yoktur.",
    skip: "İçeriğe geç",
    tools: "Görünüm ve dil",
    toDark: "Koyu görünüm",
    toLight: "Açık görünüm",
    otherLanguage: "EN",
  },
  signIn: {
    title: "Giriş",
    heading: "Deneme hesabıyla girin",
    lead: "Parola yok. Bir deneme kişisi seçin ya da e-posta adresini yazın.",
    people: "Deneme kişileri",
    continueAs: (email: string) => `${email} olarak gir`,
    email: "E-posta",
    submit: "Devam et",
    unknown: (email: string) => `${email} adresiyle bir deneme kişisi yok. Aşağıdaki adreslerden birini kullanın.`,
    back: "Vazgeç ve Tellal’a dön",
  },
  consent: {
    title: "Erişim izni",
    heading: "Tellal, iletiniz hesabınızla mesaj göndermek istiyor",
    signedInAs: (email: string) => `${email} olarak girdiniz.`,
    switchAccount: "Hesap değiştir",
    whichWorkspace: "Hangi çalışma alanı bağlansın?",
    noWorkspace: "Bu hesabın çalışma alanı yok. Başka bir hesapla girin.",
    whichScopes: "Neye izin veriyorsunuz?",
    renews: (plan: string, date: string) => `${plan} planı, ${date} günü yenilenir`,
    plan: (plan: string) => `${plan} planı`,
    noPlan: "Etkin plan yok, bağlanırsa gönderemez",
    quotaUsedUp: "kota bitti",
    remaining: (count: string) => `${count} mesaj`,
    unlimited: "sınırsız",
    cannotGive: (names: string) => `Veremediği izinler: ${names}`,
    allow: "İzin ver",
    allowFor: (name: string) => `${name} için izin ver`,
    refuse: "Reddet",
    returnsTo: (host: string) =>
      `${host} adresine dönersiniz. Parolanız paylaşılmaz, izni istediğiniz an kaldırırsınız.`,
    developer: "Geliştirici ayrıntısı",
    chooseWorkspace: "Bir çalışma alanı seçin.",
    chooseScope: "En az bir izin işaretleyin ya da reddedin.",
    scopes: {
      "messages:send": ["Mesaj gönderme", "Sizin başlığınızla, sizin kotanızdan."],
      "account:read": ["Planı ve kotayı görme", "Göndermeden önce yeter mi diye bakmak için."],
      "connections:read": ["Başlıkları ve kanalları görme", "Onaylı adlar arasından seçmek için."],
      "contacts:write": ["Kişi ekleme ve güncelleme", "Kapatırsanız kişi eşitleme çalışmaz, gerisi çalışır."],
    },
  },
  failure: {
    title: "İstek kabul edilmedi",
    heading: "Bu bağlantı isteği kabul edilmedi",
    lead: "Uygulamaya geri dönülmedi, çünkü istek güvenilir değil.",
    expired: "Bu sayfanın süresi dolmuş ya da başka bir tarayıcıda açılmış. Bağlantıyı uygulamadan yeniden başlatın.",
    code: "Hata",
  },
  control: turkishControl,
};

export type Words = typeof turkish;
