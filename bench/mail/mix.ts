// Mails as a service firm gets them. Where the shares come from: what mail programs send when nobody has changed their
// settings. Gmail and Outlook send every mail as multipart/alternative; Outlook wraps it in Word's HTML with its block of
// styles, and firms that use it have a logo in their signature (multipart/related). Apple's programs send plain text unless
// something is formatted; so do contact forms and machines. Answers carry what they answer in each form that they have. One
// mail in ten has a photo, as large as programs make it smaller to (some hundred KB). 55 in a hundred have an HTML form.
const MIX = { phone: 20, form: 10, gmail: 20, outlook: 15, answerGmail: 12, answerOutlook: 8, photo: 10, machine: 5 }
export type Sort = keyof typeof MIX

export const HELP = 'help@oak-street.example'
const TRUSTED = 'mx.oak-street.example'
export const trustedServer = TRUSTED

const SENTENCES = [
  'The boiler makes a knocking noise at night, and louder in the morning.',
  'La caldera pierde agua desde ayer por la tarde y no sé si puedo usarla.',
  'Could somebody come on Thursday, after three if possible?',
  'Dzień dobry, czy mogą Państwo przyjechać w przyszłym tygodniu?',
  'The code on the display is E119; we have bled the radiators twice.',
  'Obrigada pela visita de ontem, está tudo a funcionar.',
  'Please ring the upper bell, the lower one is broken.',
  'Подскажите, пожалуйста, сколько стоит замена насоса?',
]
const textOf = (n: number, sentences: number): string =>
  Array.from({ length: sentences }, (_, i) => SENTENCES[(n * 3 + i) % SENTENCES.length]).join('\n')

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')

/** Which sort the n-th mail is: spread evenly, the same in every run. */
export function sortOf(n: number): Sort {
  let rest = (n * 37) % 100
  for (const [sort, share] of Object.entries(MIX) as [Sort, number][]) {
    if (rest < share) return sort
    rest -= share
  }
  return 'phone'
}
const isAnswer = (sort: Sort): boolean => sort === 'answerGmail' || sort === 'answerOutlook'

/** Whether the n-th mail begins something: it is neither an answer nor a machine's. */
export const begins = (n: number): boolean => !isAnswer(sortOf(n)) && sortOf(n) !== 'machine'

const quoteLine = `On Wed, 25 Nov 2026 at 18:00, Oak Street <${HELP}> wrote:`
const signature = (n: number): string => `-- \nAna Ruiz ${n}\nRuiz & Sons, 12 Mill Lane\n+44 20 7946 0${n % 900}`

/** Word's way: a block of styles, each line a paragraph with its span, the signature as a table with a logo. */
const wordHtml = (text: string, n: number, quoted: string): string => `<html><head><meta charset="utf-8"><style>
p.MsoNormal, li.MsoNormal { margin: 0cm; font-size: 11.0pt; font-family: "Calibri", sans-serif; }
${Array.from({ length: 40 }, (_, i) => `@list l${i}:level1 { mso-level-text: ""; margin-left: ${i}.0pt; text-indent: -18.0pt; }`).join('\n')}
</style></head><body lang="EN-GB"><div class="WordSection1">
${wordLines(text)}
<table border="0" cellpadding="0"><tr><td style="padding:0 12px"><b>Ana Ruiz ${n}</b><br>Ruiz &amp; Sons, 12 Mill Lane<br><a href="https://www.example.com/a?b=${n}">www.example.com</a></td>
<td><img src="cid:logo@customer.example" width="120" height="40" alt="Ruiz &amp; Sons"></td></tr></table>${
  quoted === ''
    ? ''
    : `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Oak Street &lt;${HELP}&gt;<br><b>Sent:</b> Wednesday 25 November 2026 18:00<br><b>Subject:</b> Boiler<o:p></o:p></p></div>${wordLines(quoted)}`
}</div></body></html>`
const wordLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p class="MsoNormal"><span style="font-size:11.0pt">${line}</span><o:p></o:p></p>`)
    .join('\n')

const gmailHtml = (text: string, n: number, quoted: string): string =>
  `<div dir="ltr"><div>${text.replaceAll('\n', '</div><div>')}</div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Ana Ruiz ${n}<div><a href="https://www.example.com/a?b=${n}" target="_blank">www.example.com</a></div></div></div></div>${
    quoted === ''
      ? ''
      : `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${quoteLine.replace('<', '&lt;').replace('>', '&gt;')}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div>${quoted.replaceAll('\n', '</div><div>')}</div></blockquote></div>`
  }`

const part = (boundary: string, head: string, body: string): string => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`
const multipart = (
  kind: string,
  boundary: string,
  ...parts: readonly [head: string, body: string][]
): [string, string] => [
  `Content-Type: multipart/${kind}; boundary="${boundary}"`,
  `${parts.map(([head, body]) => part(boundary, head, body)).join('')}--${boundary}--\r\n`,
]
const plain = (text: string): [string, string] => [
  'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit',
  text.replace(/\r?\n/g, '\r\n'),
]
const html = (text: string): [string, string] => [
  'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64',
  base64(Buffer.from(text)),
]
const LOGO = base64(Buffer.alloc(8_000, 7))
const logo: [string, string] = [
  'Content-Type: image/png; name="image001.png"\r\nContent-ID: <logo@customer.example>\r\nContent-Disposition: inline; filename="image001.png"\r\nContent-Transfer-Encoding: base64',
  LOGO,
]
const PHOTO = base64(Buffer.alloc(250_000, 9))
const photo = (n: number): [string, string] => [
  `Content-Type: image/jpeg; name="IMG_${n}.jpg"\r\nContent-Disposition: attachment; filename="IMG_${n}.jpg"\r\nContent-Transfer-Encoding: base64`,
  PHOTO,
]

function contentsOf(n: number): [head: string, body: string] {
  const text = textOf(n, 3 + (n % 5))
  const earlier = textOf(n + 1, 12)
  const quoted = `\n\n${quoteLine}\n${earlier.replace(/^/gm, '> ')}`
  const alternative = (formatted: string, of: string) => multipart('alternative', '=_alt', plain(of), html(formatted))
  switch (sortOf(n)) {
    case 'gmail':
      return alternative(gmailHtml(text, n, ''), `${text}\n\n${signature(n)}`)
    case 'answerGmail':
      return alternative(gmailHtml(text, n, earlier), `${text}\n\n${signature(n)}${quoted}`)
    case 'outlook':
      return multipart('related', '=_rel', alternative(wordHtml(text, n, ''), `${text}\n\n${signature(n)}`), logo)
    case 'answerOutlook':
      return multipart('related', '=_rel', alternative(wordHtml(text, n, earlier), `${text}${quoted}`), logo)
    case 'photo':
      return multipart('mixed', '=_mix', plain(`${text}\n\nSent from my iPhone`), photo(n))
    case 'phone':
      return plain(`${text}\n\nSent from my iPhone\n`)
    default:
      return plain(`${text}\n`)
  }
}

/** The n-th mail of a run, as it comes over the wire. An answer belongs to the thread of a mail some way before it. */
export function mailOf(n: number): Buffer {
  const sort = sortOf(n)
  const answered = Math.max(0, n - 50 - (n % 7))
  const sender = `ana${isAnswer(sort) ? answered : n}@customer${n % 900}.example`
  const [head, body] = contentsOf(n)
  const lines = [
    ...[`Received: from mail.customer.example by ${TRUSTED}; Thu, 26 Nov 2026 09:00:00 +0000`],
    ...[`Authentication-Results: ${TRUSTED}; dmarc=pass header.from=${sender.split('@')[1]}; spf=pass; dkim=pass`],
    ...[
      `DKIM-Signature: v=1; a=rsa-sha256; d=${sender.split('@')[1]}; s=a; b=${base64(Buffer.alloc(96, n)).replace(/\s/g, '')}`,
    ],
    ...[`Message-ID: <mail${n}@customer.example>`, `From: "Ana Ruiz ${n}" <${sender}>`, `To: Help <${HELP}>`],
    ...[`Date: Thu, 26 Nov 2026 09:00:${String(n % 60).padStart(2, '0')} +0000`, `Subject: Boiler ${n}`],
    ...(isAnswer(sort)
      ? [`In-Reply-To: <mail${answered}@customer.example>`, `References: <mail${answered}@customer.example>`]
      : []),
    ...(sort === 'machine' ? ['Auto-Submitted: auto-replied'] : []),
    ...['MIME-Version: 1.0', head],
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
