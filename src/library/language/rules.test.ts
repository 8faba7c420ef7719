import { describe, expect, it } from 'vitest'
import { findPromises } from '../language.ts'
import { localDue } from './scored.ts'

/** Wednesday 2026-03-11, 10:20. */
const now = Temporal.PlainDateTime.from('2026-03-11T10:20').toZonedDateTime('Europe/Madrid').toInstant()
const found = (language: string, text: string) =>
  findPromises(text, { language, now, timeZone: 'Europe/Madrid' }).map((promise) => localDue(promise, 'Europe/Madrid'))

/** A sentence a line, then what it comes to: `HH:MM` today, `MM-DD` that day, `MM-DD HH:MM`, `none`; nothing: no promise. */
const tables: Record<string, string> = {
  en: `
I'll call you on Friday. = 03-13
I'll call you on Wednesday. = 03-18
I'll call you this Friday. = 03-13
I'll call you next Friday. = 03-20
I'll call you on Tuesday of next week. = 03-17
I'll call you on Monday week. = 03-23
I'll call you the day after tomorrow. = 03-13
I'll call you a week from today. = 03-18
I'll send it by the weekend. = 03-13
I'll bring it at the weekend. = 03-15
I'll send it this week. = 03-13
I'll send it next week. = 03-20
I'll send it early next week. = 03-17
I'll send it by the end of next week. = 03-20
I'll send it by the end of the month. = 03-31
I'll send it next month. = 04-30
I'll send it in a fortnight. = 03-25
I'll send it in 3 days. = 03-14
I'll send it in three working days. = 03-16
I'll send it within 48 hours. = 03-13 10:20
I'll send it in 2-3 hours. = 13:20
I'll send it in half an hour. = 10:50
I'll send it by the 14th. = 03-14
I'll send it by the 2nd of April. = 04-02
I'll send it by March 20. = 03-20
I'll send it on 20/3. = 03-20
I'll send it on 2026-04-01. = 04-01
We sent it on 12 January. =
I'll call you at 3. = 15:00
I'll call you by 9. = 21:00
I'll call you at half past three. = 15:30
I'll call you at quarter to four. = 15:45
I'll call you tomorrow at 8. = 03-12 08:00
I'll call you tomorrow at 8 in the evening. = 03-12 20:00
I'll call you tomorrow at 3:15pm. = 03-12 15:15
We'll come on Thursday between 9 and 11. = 03-12 11:00
We'll come on Thursday from 11 to 1. = 03-12 13:00
We'll come on Thursday, 2-4 pm. = 03-12 16:00
We'll work on Thursday from 22:00 to 6:00. = 03-13 06:00
We'll come on Thursday or Friday. = 03-13
We'll come tomorrow afternoon. = 03-12 18:00
I'll call you in the morning. = 03-12 12:00
I'll call you this evening. = 22:00
I'll call you tomorrow after 5. = 03-12 23:59
I'll call you by end of day. = 23:59
I'll call you tommorow. = 03-12
I'll call you on Wednessday. = 03-18
We'll bring it between Monday and Wednesday of next week. = 03-18
We'll bring it in November. = 11-30
The part comes on Monday 16 March and we'll fit it that same afternoon. = 03-16, 03-16 18:00
We'll come on 20 March, the driver will call you the day before. = 03-20, 03-19
It takes about two hours. =
I'll have it sorted by Friday. = 03-13
We'll come on Friday from 9 and be done by noon. = 03-13 09:00, 03-13 12:00
The visit planned for tomorrow is cancelled. =
On Friday, the 13th, we are closed. =
As soon as it arrives we'll call you. = none
I'll be in touch soon. = none
Does Friday suit you? =
I'll come on Friday, ok? = 03-13
Please send it by Friday. =
You can collect it until Friday. =
You will receive it on Friday. = 03-13
We can't come on Friday. =
We'll call no later than Friday. = 03-13
If you confirm today, we start on Friday. =
If that suits you, I'll come on Friday. = 03-13
We called you on Monday. =
It was due last Friday. =
Every Friday we clean the tank. =
We are closed on Friday. =
The offer is valid until Friday. =
Thanks for your call on Monday. =
> I'll call you on Friday =
I'll need you to sign it by Friday. =
Please note that we will come on Friday. = 03-13`,
  pt: `
Ligo-lhe na sexta-feira. = 03-13
Ligo-lhe na próxima sexta. = 03-13
Ligo-lhe na 6ª feira. = 03-13
Ligo-lhe na segunda da próxima semana. = 03-16
Ligo-lhe depois de amanhã. = 03-13
Envio até ao fim da semana. = 03-13
Envio na próxima semana. = 03-20
Envio até ao fim do mês. = 03-31
Envio daqui a duas semanas. = 03-25
Envio em 5 dias úteis. = 03-18
Envio em até 48 horas. = 03-13 10:20
Envio dentro de uma hora. = 11:20
Envio até dia 20. = 03-20
Envio a 2 de abril. = 04-02
Envio até 20/03. = 03-20
Ligo às 3 da tarde. = 15:00
Ligo às três e meia. = 15:30
Ligo às 15h30. = 15:30
Ligo amanhã ao meio-dia. = 03-12 12:00
Passamos quinta entre as 9h e as 11h. = 03-12 11:00
Passamos quinta das 14h às 16h. = 03-12 16:00
Passamos amanhã de manhã. = 03-12 12:00
Passamos amanhã à tarde. = 03-12 18:00
Ligo hoje à noite. = 22:00
ligo amanha = 03-12
Daremos notícias brevemente. = none
Pode vir na sexta? =
Envie-nos a foto até sexta. =
Não conseguimos ir na sexta. =
Se confirmar hoje, vamos na sexta. =
Ligámos na segunda. =
Estamos fechados na sexta. =
A segunda via da fatura segue amanhã. = 03-12`,
  es: `
Le llamo el viernes. = 03-13
Le llamo el viernes que viene. = 03-13
Le llamo el lunes de la semana que viene. = 03-16
Le llamo pasado mañana. = 03-13
Le llamo mañana por la mañana. = 03-12 12:00
Lo envío a finales de semana. = 03-13
Lo envío la semana que viene. = 03-20
Lo envío a finales de mes. = 03-31
Lo envío dentro de quince días. = 03-26
Lo envío en 5 días hábiles. = 03-18
Lo envío en menos de 24 horas. = 03-12 10:20
Lo envío en una hora. = 11:20
Lo envío antes del día 20. = 03-20
Lo envío el 2 de abril. = 04-02
Le llamo a las 3. = 15:00
Le llamo a las tres y media. = 15:30
Le llamo a las cuatro menos cuarto. = 15:45
Le llamo a las 9 de la noche. = 21:00
Le llamo mañana a mediodía. = 03-12 12:00
Vamos el jueves de 9 a 11. = 03-12 11:00
Vamos el jueves entre las cuatro y las seis. = 03-12 18:00
Vamos esta tarde. = 18:00
Vamos mañana a media tarde. = 03-12 18:00
te llamo manana = 03-12
He pedido que el técnico le llame mañana. = 03-12
No vamos el jueves sino el viernes a las 11. = 03-13 11:00
Cuando llegue le llamaremos. = none
Le mantendremos informado. = none
¿Le va bien el viernes? =
Envíenos la foto antes del viernes. =
No podemos ir el viernes. =
Si nos confirma hoy, vamos el viernes. =
Le llamamos ayer a las 10. =
Cerramos el viernes. =
La factura vence el viernes. =`,
  ca: `
Us truco divendres. = 03-13
Us truco divendres vinent. = 03-13
Us truco demà passat. = 03-13
Us ho envio la setmana que ve. = 03-20
Us ho envio a finals de mes. = 03-31
Us ho envio d'aquí a quinze dies. = 03-26
Us ho envio en 5 dies feiners. = 03-18
Us ho envio en menys de 24 hores. = 03-12 10:20
Us ho envio d'aquí a una hora. = 11:20
Us ho envio abans del dia 20. = 03-20
Us ho envio el 2 d'abril. = 04-02
Us truco a les 3. = 15:00
Us truco a un quart de quatre. = 15:15
Us truco a dos quarts de quatre. = 15:30
Us truco a tres quarts de quatre. = 15:45
Us truco demà a dos quarts de deu. = 03-12 09:30
Us truco a les tres i mitja. = 15:30
Us truco abans de les set del vespre. = 19:00
Us truco demà al migdia. = 03-12 12:00
Venim dijous entre les quatre i les sis. = 03-12 18:00
Venim dijous de 9 a 11. = 03-12 11:00
Venim aquesta tarda. = 18:00
et truco dema = 03-12
Vindrà divendres a dos quarts d'una. = 03-13 12:30
Us mantindrem informats. = none
Us va bé divendres? =
Envieu-nos la foto abans de divendres. =
No podem venir divendres. =
Si ens ho confirmeu avui, venim divendres. =
Ahir us vam trucar a les 10. =
Tanquem divendres. =`,
  pl: `
Zadzwonię w piątek. = 03-13
Zadzwonię w przyszły piątek. = 03-20
Zadzwonię w poniedziałek w przyszłym tygodniu. = 03-16
Zadzwonię pojutrze. = 03-13
Wyślę do końca tygodnia. = 03-13
Wyślę do weekendu. = 03-13
Wyślę w przyszłym tygodniu. = 03-20
Wyślę do końca miesiąca. = 03-31
Wyślę za tydzień. = 03-18
Wyślę za dwa tygodnie. = 03-25
Wyślę w ciągu pięciu dni roboczych. = 03-18
Wyślę w ciągu dwóch godzin. = 12:20
Wyślę za godzinę. = 11:20
Wyślę za pół godziny. = 10:50
Wyślę do 20 marca. = 03-20
Wyślę do 20.03. = 03-20
Zadzwonię o 15. = 15:00
Zadzwonię o trzeciej. = 15:00
Zadzwonię o wpół do czwartej. = 15:30
Zadzwonię za kwadrans czwarta. = 15:45
Zadzwonię jutro o siódmej wieczorem. = 03-12 19:00
Zadzwonię jutro w południe. = 03-12 12:00
Przyjedziemy w czwartek między 9 a 11. = 03-12 11:00
Przyjedziemy w czwartek od 14 do 16. = 03-12 16:00
Przyjedziemy jutro rano. = 03-12 12:00
Przyjedziemy jutro po południu. = 03-12 18:00
zadzwonie w srode = 03-18
Przyjedziemy nie w czwartek, tylko w piątek o 11. = 03-13 11:00
Damy znać wkrótce. = none
Czy piątek Panu odpowiada? =
Proszę przesłać zdjęcie do piątku. =
Nie przyjedziemy w piątek. =
Zadzwonię nie później niż w piątek. = 03-13
Jeśli potwierdzi Pan dziś, przyjedziemy w piątek. =
Dzwoniliśmy w poniedziałek. =
W piątek biuro nieczynne. =`,
  ru: `
Позвоню в пятницу. = 03-13
Позвоню в следующую пятницу. = 03-20
Позвоню в понедельник на следующей неделе. = 03-16
Позвоню послезавтра. = 03-13
Отправлю до конца недели. = 03-13
Отправлю до выходных. = 03-13
Отправлю на следующей неделе. = 03-20
Отправлю до конца месяца. = 03-31
Отправлю через неделю. = 03-18
Отправлю через две недели. = 03-25
Отправлю в течение пяти рабочих дней. = 03-18
Отправлю в течение двух часов. = 12:20
Отправлю через час. = 11:20
Отправлю часа через два. = 12:20
Отправлю через полчаса. = 10:50
Отправлю до 20 марта. = 03-20
Отправлю до 20-го числа. = 03-20
Отправлю 20.03. = 03-20
Позвоню в 15:00. = 15:00
Позвоню в три часа дня. = 15:00
Позвоню в половине четвёртого. = 15:30
Позвоню без четверти четыре. = 15:45
Позвоню завтра в 7 вечера. = 03-12 19:00
Позвоню завтра в полдень. = 03-12 12:00
Приедем в четверг между 9 и 11. = 03-12 11:00
Приедем в четверг с 14 до 16. = 03-12 16:00
Приедем завтра утром. = 03-12 12:00
Приедем завтра после обеда. = 03-12 18:00
позвоню зватра = 03-12
Обычно это занимает два дня, так что позвоню в пятницу. = 03-13
Приедем дня через два-три. = 03-14
Скоро ответим. = none
Вам удобно в пятницу? =
Пришлите фото до пятницы. =
В пятницу не сможем. =
Позвоню не позднее пятницы. = 03-13
Если подтвердите сегодня, приедем в пятницу. =
Мы звонили в понедельник. =
В пятницу офис закрыт. =`,
}

function expected(answer: string): RegExp[] {
  if (answer === '') return []
  return answer.split(', ').map((one) => {
    const [day = '', time = '23:59'] = /^\d\d:/.test(one) ? ['03-11', one] : one.split(' ')
    return day === 'none' ? /^none$/ : new RegExp(`^2026-${day}T${time}$`)
  })
}

describe.each(Object.entries(tables))('the rules: %s', (language, table) => {
  const cases = table
    .trim()
    .split('\n')
    .map((line) => line.split(/ = ?| =$/) as [string, string])
  it.each(cases)('%s → %s', (text, answer) => {
    const due = found(language, text)
    expect(due).toEqual(expected(answer).map((pattern) => expect.stringMatching(pattern)))
  })
})

describe('a signature, quoted mail, a broken line', () => {
  it.each([
    [
      'what stands below a closing',
      "I'll call you tomorrow.\nThe part is here.\nKind regards,\nAnn\nService point, visit us on Friday",
      ['2026-03-12T23:59'],
    ],
    [
      'a postscript',
      "The part is here.\nIt fits.\nKind regards,\nAnn\nPS I'll call you tomorrow.",
      ['2026-03-12T23:59'],
    ],
    [
      'what somebody wrote before',
      "I'll call you tomorrow.\n\nOn Tue, 10 Mar 2026 at 09:12, Ann Lee wrote:\nWe will come on Friday",
      ['2026-03-12T23:59'],
    ],
    [
      'a line that the mail program broke',
      'Thank you for your patience, our technician will be with you on\nMonday between 9 and 11.',
      ['2026-03-16T11:00'],
    ],
    [
      'a list',
      '- the contract: we will send it tomorrow\n- the visit: Friday, 11am',
      ['2026-03-12T23:59', '2026-03-13T11:00'],
    ],
  ])('%s', (_rule, text, dues) => {
    expect(found('en', text)).toEqual(dues)
  })
})
