import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitQuoted } from './quoted.ts'

const on = 'On Mon, Nov 30, 2026 at 10:00 AM Us <us@ours.example> wrote:'

test.each<[string, string, string, string]>([
  ['nothing quoted', 'Hello.\n\nPlease come.', 'Hello.\n\nPlease come.', ''],
  ['answer above', `Yes.\n\n${on}\n> Tuesday?`, 'Yes.', `${on}\n> Tuesday?`],
  ['answer below', `${on}\n> Tuesday?\n\nYes.`, 'Yes.', `${on}\n> Tuesday?`],
  ['answers between', `> Tuesday?\nYes.\n> Dog?\nNo.\n> Bye`, '> Tuesday?\nYes.\n> Dog?\nNo.', '> Bye'],
  ['answer above and between', `See below.\n${on}\n> Dog?\nNo.\n> Bye`, `See below.\n${on}\n> Dog?\nNo.`, '> Bye'],
  ['one answer between', '> Dog?\nNo.\n> Bye', 'No.', '> Dog?\n\n> Bye'],
  ['only quoted', `${on}\n> Tuesday?`, `${on}\n> Tuesday?`, ''],
  [
    'only a forwarded mail',
    '-----Original Message-----\nFrom: a\nText',
    '-----Original Message-----\nFrom: a\nText',
    '',
  ],
  ['no signs of quotes below', `Yes.\n\n${on}\n\nTuesday?`, 'Yes.', `${on}\n\nTuesday?`],
  [
    'a sentence over three lines',
    `Yes.\n\nOn Mon, Nov 30, 2026\nat 10:00 AM Us\n<us@ours.example> wrote:\n> Tuesday?`,
    'Yes.',
    'On Mon, Nov 30, 2026\nat 10:00 AM Us\n<us@ours.example> wrote:\n> Tuesday?',
  ],
  [
    'a name over two lines',
    `Yes.\n\nOn Mon, Nov 30, 2026 at 10:00 AM Kept\nRepairs <us@ours.example> wrote:\n> Tuesday?`,
    'Yes.',
    'On Mon, Nov 30, 2026 at 10:00 AM Kept\nRepairs <us@ours.example> wrote:\n> Tuesday?',
  ],
  ['text right above it stays', `Thanks, Anna\n${on}\n> Tuesday?`, 'Thanks, Anna', `${on}\n> Tuesday?`],
  [
    'a sentence of another language',
    'Ja.\n\nAm 30.11.2026 um 10:00 schrieb Us <us@ours.example>:\n> Dienstag?',
    'Ja.',
    'Am 30.11.2026 um 10:00 schrieb Us <us@ours.example>:\n> Dienstag?',
  ],
  [
    'Mail.ru',
    'Да.\n\nПонедельник, 30 ноября 2026, 10:00 +03:00 от Us <us@ours.example>:\n>Вторник?',
    'Да.',
    'Понедельник, 30 ноября 2026, 10:00 +03:00 от Us <us@ours.example>:\n>Вторник?',
  ],
  [
    'Yandex',
    'Да.\n\n30.11.2026, 10:00, "Us" <us@ours.example>:\n\nВторник?',
    'Да.',
    '30.11.2026, 10:00, "Us" <us@ours.example>:\n\nВторник?',
  ],
  [
    'Outlook with a rule',
    'Yes.\n\n________________________________\nFrom: Us\nSent: Monday\nTo: Anna\nSubject: Boiler\n\nTuesday?',
    'Yes.',
    '________________________________\nFrom: Us\nSent: Monday\nTo: Anna\nSubject: Boiler\n\nTuesday?',
  ],
  [
    'Outlook with stars',
    'Yes.\n\n*From:* Us\n*Sent:* Monday\n*Subject:* Boiler\n\nTuesday?',
    'Yes.',
    '*From:* Us\n*Sent:* Monday\n*Subject:* Boiler\n\nTuesday?',
  ],
  ['a signature', 'Yes.\n\n-- \nAnna', 'Yes.', '-- \nAnna'],
  ['a signature below a quote', `Yes.\n\n${on}\n> Tuesday?\n\n-- \nAnna`, 'Yes.', `${on}\n> Tuesday?\n\n-- \nAnna`],
  [
    'a signature by its words',
    'Yes.\n\nBest Regards,\nAnna\n+34 600 123 123',
    'Yes.',
    'Best Regards,\nAnna\n+34 600 123 123',
  ],
  ['a closing without one', 'Yes.\n\nBest Regards,\nAnna', 'Yes.\n\nBest Regards,\nAnna', ''],
  [
    'a postscript below it',
    'Yes.\n\nBest Regards,\nAnna +34 600 123 123\n\nPS: bring a ladder',
    'Yes.\n\nBest Regards,\nAnna +34 600 123 123\n\nPS: bring a ladder',
    '',
  ],
  ['a line of dashes within a text', 'One.\n---\nTwo.', 'One.\n---\nTwo.', ''],
  [
    'a long text below two dashes',
    `One.\n--\n${'Line.\n'.repeat(30)}End.`,
    `One.\n--\n${'Line.\n'.repeat(30)}End.`,
    '',
  ],
  [
    'what somebody wrote, told',
    'On Monday my neighbour wrote:\nthe boiler leaks.',
    'On Monday my neighbour wrote:\nthe boiler leaks.',
    '',
  ],
  [
    'a list of whom to write to',
    'Write to Ana <ana@x.example> before 10:30:\nAna and Bob.',
    'Write to Ana <ana@x.example> before 10:30:\nAna and Bob.',
    '',
  ],
  [
    'a journey',
    'De: Barcelona\nA: Madrid\nData: 3 maig\nDues persones.',
    'De: Barcelona\nA: Madrid\nData: 3 maig\nDues persones.',
    '',
  ],
])('%s', (_, whole, text, quoted) => expect(splitQuoted(whole)).toEqual({ text, quoted }))

describe('the line above an original or a forwarded mail', () => {
  test.each([
    '-----Original Message-----',
    '-----Mensagem original-----',
    '-----Mensaje original-----',
    '-----Missatge original-----',
    '-----Oryginalna wiadomość-----',
    '----- Wiadomość oryginalna -----',
    '-----Исходное сообщение-----',
    '-------- Пересылаемое сообщение --------',
    '---------- Forwarded message ---------',
    '---------- Mensagem encaminhada ---------',
    '---------- Mensaje reenviado ---------',
    '---------- Missatge reenviat ---------',
    '---------- Przekazana wiadomość ---------',
    'Begin forwarded message:',
    'Inici del missatge reenviat:',
    'Początek przekazywanej wiadomości:',
    'Начало переадресованного сообщения:',
  ])('%s', (line) =>
    expect(splitQuoted(`See below.\n\n${line}\nText.`)).toEqual({ text: 'See below.', quoted: `${line}\nText.` }),
  )
})

describe('a telephone signs', () => {
  test.each([
    'Sent from my iPhone',
    'Sent from Outlook for Android',
    'Get Outlook for iOS',
    'Enviado do meu iPhone',
    'Enviado desde mi Samsung',
    'Obtener Outlook para iOS',
    'Enviat des del meu iPhone',
    'Wysłane z mojego telefonu',
    'Wysłano z iPhone’a',
    'Отправлено с iPhone',
    'Отправлено из мобильной Яндекс Почты',
  ])('%s', (line) => expect(splitQuoted(`Yes.\n\n${line}`)).toEqual({ text: 'Yes.', quoted: line }))
})

test('no line is lost, none comes twice, and something stays', () => {
  const line = fc.oneof(
    fc.constantFrom(
      on,
      '> quoted',
      '>> deeper',
      '',
      '-- ',
      '--',
      '---',
      'Regards,',
      'Anna +34 600 123 123',
      'From: a',
      'Sent: b',
      'Subject: c',
      '-----Original Message-----',
      'Sent from my iPhone',
      'wrote:',
      '________________________________',
    ),
    fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '')),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { text, quoted } = splitQuoted(lines.join('\n'))
      const full = (texts: string[]) =>
        texts
          .flatMap((some) => some.split('\n'))
          .filter((some) => some.trim() !== '')
          .sort()
      expect(full([text, quoted])).toEqual(full(lines))
      if (lines.some((some) => some.trim() !== '')) expect(text.trim()).not.toBe('')
    }),
    { numRuns: 1_000 },
  )
})
