/** Mails as a service firm gets them: sorts, and how many of a hundred are of each. */
const MIX = { plain: 30, html: 30, answer: 25, picture: 10, machine: 5 } as const
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
  return 'plain'
}

/** What a mail program makes of a few lines: styles, a table around it, a signature, the mail that it answers. */
const htmlOf = (text: string, n: number): string => `<html><head><meta charset="utf-8"><style>
p.MsoNormal, li.MsoNormal { margin: 0cm; font-size: 11.0pt; font-family: "Calibri", sans-serif; }
${Array.from({ length: 40 }, (_, i) => `@list l${i}:level1 { mso-level-text: ""; margin-left: ${i}.0pt; text-indent: -18.0pt; }`).join('\n')}
</style></head><body lang="EN-GB"><div class="WordSection1">
${text
  .split('\n')
  .map((line) => `<p class="MsoNormal"><span style="font-size:11.0pt">${line}</span><o:p></o:p></p>`)
  .join('\n')}
<table border="0" cellpadding="0"><tr><td style="padding:0 12px"><b>Ana Ruiz ${n}</b><br><a href="https://www.example.com/a?b=${n}">www.example.com</a></td>
<td><img src="https://pixel.example.com/open.gif?m=${n}" width="1" height="1"></td></tr></table></div></body></html>`

const BOUNDARY = '=_next'
const part = (head: string, body: string): string => `--${BOUNDARY}\r\n${head}\r\n\r\n${body}\r\n`
const parts = (...all: string[]): string => `${all.join('')}--${BOUNDARY}--\r\n`
const lines = (text: string): string => text.replace(/\r?\n/g, '\r\n')

/** The n-th mail of a run, as it comes over the wire. An answer belongs to the thread of a mail some way before it. */
export function mailOf(n: number): Buffer {
  const sort = sortOf(n)
  const answered = Math.max(0, n - 50 - (n % 7))
  const sender = `ana${sort === 'answer' ? answered : n}@customer${n % 900}.example`
  const head = [
    ...[`Received: from mail.customer.example by ${TRUSTED}; Thu, 26 Nov 2026 09:00:00 +0000`],
    ...[`Authentication-Results: ${TRUSTED}; dmarc=pass header.from=${sender.split('@')[1]}; spf=pass; dkim=pass`],
    ...[
      `DKIM-Signature: v=1; a=rsa-sha256; d=${sender.split('@')[1]}; s=a; b=${base64(Buffer.alloc(96, n)).replace(/\s/g, '')}`,
    ],
    ...[`Message-ID: <mail${n}@customer.example>`, `From: "Ana Ruiz ${n}" <${sender}>`, `To: Help <${HELP}>`],
    ...[`Date: Thu, 26 Nov 2026 09:00:${String(n % 60).padStart(2, '0')} +0000`, `Subject: Boiler ${n}`],
    ...(sort === 'answer'
      ? [`In-Reply-To: <mail${answered}@customer.example>`, `References: <mail${answered}@customer.example>`]
      : []),
    ...(sort === 'machine' ? ['Auto-Submitted: auto-replied'] : []),
    'MIME-Version: 1.0',
  ].join('\r\n')
  const text = textOf(n, 3 + (n % 5))
  const mime = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit'
  const quoted = `${text}\n\nOn Wed, 25 Nov 2026 at 18:00, Help <${HELP}> wrote:\n${textOf(n + 1, 12).replace(/^/gm, '> ')}`
  const body: Record<Sort, string> = {
    plain: `${mime}\r\n\r\n${lines(text)}\r\n`,
    machine: `${mime}\r\n\r\n${lines(text)}\r\n`,
    answer: `${mime}\r\n\r\n${lines(quoted)}\r\n`,
    html: `Content-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n\r\n${parts(
      part(mime, lines(text)),
      part(
        'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64',
        base64(Buffer.from(htmlOf(text, n))),
      ),
    )}`,
    picture: `Content-Type: multipart/mixed; boundary="${BOUNDARY}"\r\n\r\n${parts(
      part(mime, lines(text)),
      part(
        `Content-Type: image/jpeg; name="label${n}.jpg"\r\nContent-Disposition: attachment; filename="label${n}.jpg"\r\nContent-Transfer-Encoding: base64`,
        base64(Buffer.alloc(40_000, n)),
      ),
    )}`,
  }
  return Buffer.from(`${head}\r\n${body[sort]}`)
}
