import { plainLetters } from "#lib/domain/workspaces/plain-letters";

/**
 * The words that most leaked passwords of twelve characters and more are made of, in small plain letters.
 *
 * Digits and signs around a word are taken off before it is looked up here, so that `Galatasaray1905!` is found as
 * `galatasaray`. Sequences and repetitions have rules of their own and need no line here.
 */
const words = `
password passw passwort passwd pass parola sifre sifrem parolam sifreyok sifremi sifremyok benimsifrem gizli gizlisifre
admin administrator administrador root toor superuser supervisor moderator operator manager yonetici yonetim mudur sahip
patron user username usuario guest misafir test testing tester tested deneme deneyim ornek example sample demo default
changeme change changethis letmein letme open opensesame welcome welcomeback hosgeldin hosgeldiniz merhaba selam hello
hellothere helloworld goodbye access accessgranted login signin giris girisyap oturum secret topsecret confidential
private system server database mysql oracle postgres cisco windows microsoft google gmail hotmail outlook yahoo facebook
instagram twitter whatsapp telegram youtube linkedin netflix spotify amazon apple iphone samsung android nokia huawei
xiaomi internet computer laptop keyboard bilgisayar telefon internetim turktelekom turkcell vodafone superonline ttnet
iloveyou iloveu loveyou loveme lovely iloveme iloveyousomuch love lover forever foreverlove always together seni
seniseviyorum seviyorum seviyorumseni benseni askim askimsin sevgilim sevgili canim cananim hayatim birtanem birtanesin
bitanem tatlim gulum gulumse meleg melegim prenses prensesim kraliyet kral kralice askimaskim canimbenim annem babam
annecim babacim annebaba annemibabam kardesim kizim oglum evladim ailem yavrum bebegim bebek
galatasaray fenerbahce besiktas trabzonspor bursaspor goztepe cimbom cimbombom kanarya karakartal kartal aslan
aslanim fener sarikirmizi sarilacivert siyahbeyaz bordomavi ultraslan genfb carsi cimbomlu fenerli besiktasli
galatasarayli fenerbahceli trabzonlu sampiyon sampiyonlar
istanbul ankara izmir bursa antalya adana konya gaziantep kayseri mersin eskisehir diyarbakir samsun denizli
sanliurfa malatya erzurum trabzon sakarya kocaeli balikesir manisa aydin tekirdag hatay mugla mardin ordu
turkiye turkey turk turkum turkler turkiyecumhuriyeti cumhuriyet ataturk mustafakemal mustafakemalataturk kemal
nemutluturkumdiyene bozkurt kurtlar kurtlarvadisi polatalemdar osmanli osmanlica fatih sultan fatihsultan vatan
vatanim bayrak mehmetcik asker polis jandarma allah allahim allahuekber bismillah bismillahirrahmanirrahim elhamdulillah
masallah insallah muhammed muhammet islam kuran rahman yarabbi subhanallah
ahmet mehmet mustafa ali hasan huseyin ibrahim ismail osman yusuf omer murat emre burak can cem deniz eren
furkan gokhan hakan halil kadir kaan kerem koray levent mert onur orhan ozgur ramazan recep salih selim serkan
sinan soner tolga tuncay ugur umut volkan yasin yigit zafer ayse fatma emine hatice zeynep elif meryem merve busra
esra kubra seda selin sevgi sibel songul sultan tugba yasemin zehra gamze gizem hande irem melek melike nur ozlem
pinar aleyna ecrin eylul defne nehir azra asya ece ela yagmur bahar gunes
michael jennifer jessica ashley daniel andrew joshua matthew robert thomas jordan hunter george charlie anthony
william christopher alexander nicole michelle samantha victoria elizabeth stephanie amanda jasmine benjamin
patrick richard christian sebastian gabriel maria martin robin taylor morgan maggie ginger pepper buster bailey
football futbol basketball baseball softball hockey soccer golfer tennis fishing hunting superman batman spiderman
ironman pokemon pikachu naruto dragonball starwars startrek skywalker darthvader minecraft fortnite leagueoflegends
counterstrike callofduty valorant playstation nintendo xbox gamer gaming killer hacker hackerman ninja master masters
masterkey shadow dragon monkey monster tiger lion eagle eagles panther phoenix falcon wolf wolves bear bears horse
mustang ferrari porsche mercedes bmw audi toyota honda corvette camaro harley yamaha kawasaki ducati
sunshine princess flower flowers rainbow butterfly summer winter spring autumn january february march april august
september october november december monday tuesday friday sunday ocak subat mart nisan mayis haziran temmuz agustos
eylul ekim kasim aralik pazartesi sali carsamba persembe cuma cumartesi pazar ilkbahar sonbahar
chocolate cheese cookie banana orange apple apples pineapple strawberry coffee pizza freedom trustno trustnoone
whatever nothing something anything everything blessed jesus jesuschrist heaven angel angels michaeljackson metallica
nirvana slipknot linkinpark eminem beatles elvis liverpool chelsea arsenal manchester manchesterunited barcelona
realmadrid juventus ronaldo messi lakers yankees cowboys steelers redsox raiders packers
computer computers diamond silver golden gold platinum purple yellow orange black white green blue red
matrix mercury jupiter saturn galaxy universe earth planet sunset ocean river mountain hello hellokitty
qazwsx zaqwsx asdfg asdf qwert qwerty qwertz azerty zxcvb zxcvbn
correcthorsebatterystaple thisisapassword thisismypassword mypassword yourpassword thepassword nopassword nosecret
mysecret mysecretpassword iamtheadmin iamroot imadmin newpassword oldpassword temppassword temporary gecici gecicisifre
geciciparola yenisifre yeniparola eskisifre eskiparola sifredegistir paroladegistir isyeri isyerim ofis magaza magazam
dukkan dukkanim sirket sirketim firma firmam eticaret satis satislar muhasebe kampanya indirim toplusms smspaneli mesaj
benimparolam parolambu sifrembu sifreburada bilmiyorum bilmem bilmiyorumki unuttum unutma unutmabeni kimse kimseler
hicbirsey hicbirzaman cokguzel guzel guzelim yakisikli delikanli cilgin manyak serseri yalnizlik yalniz yalnizim
umutsuz mutluluk mutlu huzur hayat hayatguzel dunya dunyam zaman gelecek gecmis basari basarili kader kismet nazar
`;

const common: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ""));

/** Whether a word, or two of them run together, is one that leaked passwords are made of. */
export function isCommonWord(text: string): boolean {
  const word = plainLetters(text);
  if (common.has(word)) return true;
  for (let cut = 3; cut <= word.length - 3; cut++) {
    if (common.has(word.slice(0, cut)) && common.has(word.slice(cut))) return true;
  }
  return false;
}
