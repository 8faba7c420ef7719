/** What programs write above a quoted mail, in the six languages and, where it costs nothing, in others. */

/** "On … wrote:": the verb, at the end or before a date in parentheses. */
const VERB =
  /(?:wrote|escribió|escribio|escreveu|va escriure|ha escrit|escrigué|napisał\(a\)|napisała?|napisano|pisze|пишет|писал\(а\)|писала?|написал\(а\)|написала?|написано|schrieb|a écrit|ha scritto|schreef|skrev)\s*(?:\([^()]{0,80}\))?\s*[:：]$/iu

/** What such a sentence begins with. */
const OPENING =
  /^(?:on|el|em|no dia|às|missatge de|mensaje de|mensagem de|w dniu|dnia|wiadomość napisana|le|am|il|op|den)\s|^(?:pon|wt|śr|czw|pt|sob|niedz|nd|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[.,]|^\d{1,4}[./-]\d{1,2}|^\d{1,2}\s\p{L}/iu

/** A name and an address, which the sentence may begin with, or a line in the middle of it. */
const NAMED = /^["'\p{L}][^:<>]{0,80}<[^<>\s@]+@/u

const DAY = /\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/
const TIME = /\b\d{1,2}[:.h]\d{2}\b/
const ADDRESS = /[^\s<>()@]@[^\s<>()@]+\.[^\s<>()@]/

const LENGTH = 400

/**
 * Whether a sentence stands above a quoted mail: it ends with a colon, and has a verb of writing and a number, or a
 * day, a time and an address. `quoted`: a quoted line follows; then a verb is enough.
 */
export function isAttribution(sentence: string, quoted: boolean): boolean {
  if (sentence.length > LENGTH || !/[:：]$/.test(sentence)) return false
  if (VERB.test(sentence)) return quoted || (/\d/.test(sentence) && (OPENING.test(sentence) || NAMED.test(sentence)))
  const [day, time, address] = [DAY, TIME, ADDRESS].map((pattern) => pattern.test(sentence))
  return Boolean(day && time && (address || (quoted && OPENING.test(sentence))))
}

/** Whether a line can be the first of such a sentence that goes over several lines: surely, perhaps, or not. */
export function opensAttribution(line: string): 'surely' | 'perhaps' | 'no' {
  if (line.length > LENGTH) return 'no'
  return OPENING.test(line) ? 'surely' : NAMED.test(line) ? 'perhaps' : 'no'
}

const ORIGINAL = [
  'original message|forwarded message|original appointment',
  'mensagem original|mensagem encaminhada|mensagem reencaminhada',
  'mensaje original|mensaje reenviado',
  'missatge original|missatge reenviat',
  'oryginalna wiadomość|wiadomość oryginalna|treść oryginalnej wiadomości|przekazana wiadomość|przesłana wiadomość|wiadomość przekazana|wiadomość przesłana dalej',
  'исходное сообщение|оригинальное сообщение|исходное письмо|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение|конец пересылаемого сообщения',
  "ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|messaggio originale|messaggio inoltrato|oorspronkelijk bericht",
].join('|')

const SEPARATOR = new RegExp(`^[-_*=\\s]{2,40}(?:${ORIGINAL})[:\\s]{0,2}[-_*=\\s]{2,40}$`, 'iu')

/** Apple Mail's line above a forwarded mail. */
const FORWARDED =
  /^(?:begin forwarded message|início da mensagem (?:encaminhada|reencaminhada)|inicio del mensaje reenviado|inici del missatge reenviat|początek przekazywanej wiadomości|początek przesłanej wiadomości|начало переадресованного сообщения):$/iu

/** "-----Original Message-----" and its like. */
export const isSeparator = (line: string): boolean =>
  line.length <= 120 && (SEPARATOR.test(line) || FORWARDED.test(line))

/** Lines that may stand above a separator or a block of header lines and belong to it. */
export const isRule = (line: string): boolean => /^[-_*=–—]{5,200}$/.test(line)

const LABELS = {
  from: 'from|de|od|от|от кого|отправитель|von|da|van|expéditeur|remitente|remetente|nadawca|remitent|mittente',
  sent: 'sent|date|enviado|enviado el|enviado em|enviada em|fecha|data|data de envio|enviat|enviat el|enviat a|data de tramesa|tramès|wysłano|wysłane|data wysłania|отправлено|дата|gesendet|datum|envoyé|inviato|verzonden',
  subject: 'subject|assunto|asunto|assumpte|tema|temat|тема|betreff|objet|oggetto|onderwerp',
}

const label = (words: string): RegExp => new RegExp(`^\\*?(?:${words})\\s?:\\*?(?:\\s|$)`, 'iu')
const FROM = label(LABELS.from)
const SENT = label(LABELS.sent)
const SUBJECT = label(LABELS.subject)

/** Whether lines begin with the header that Outlook puts above a mail: from, sent and subject within eight lines. */
export function isHeaderBlock(lines: readonly string[]): boolean {
  if (!FROM.test(lines[0] ?? '')) return false
  const next = lines.slice(1, 9)
  return next.some((line) => SENT.test(line)) && next.some((line) => SUBJECT.test(line))
}

/** What a telephone puts below a mail. */
const MOBILE =
  /^(?:sent from (?:my )?(?:\p{L}+['’]?s )?(?:iphone|ipad|android|mobile|samsung|galaxy|phone|huawei|xiaomi|outlook|mail|yahoo|proton|blackberry|windows)|get outlook for|sent with proton|enviado (?:do|a partir do|desde|de) (?:o )?(?:meu|mi|meu telemóvel|outlook|yahoo|gmail|iphone|samsung|correo|email|e-mail)|obter o outlook para|obtener outlook para|enviat (?:des del?|de|amb) (?:el )?(?:meu|outlook|l'outlook|iphone|yahoo|gmail)|obt(?:én|enir|eniu) (?:l'outlook|outlook) per|wysłan[eoay] (?:z|ze|przy użyciu) (?:mojego |aplikacji |telefonu |smartfon\p{L} |programu )?\p{L}|pobierz (?:program |aplikację )?outlook|uzyskaj (?:program |aplikację )?outlook|отправлено (?:с|из|через) |загрузит[ье] outlook|скачать outlook|получить outlook)/iu

export const isMobileSignature = (line: string): boolean => line.length <= 120 && MOBILE.test(line)
