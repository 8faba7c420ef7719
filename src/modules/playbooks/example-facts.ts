import type { Language } from '#platform/fields'
import { loadMoments } from '#platform/moments'
import type { Values, Variable } from './script.ts'

type Said = Readonly<Record<'subject' | 'service' | 'promise' | 'reason' | 'remedy', string>>

const SAID: Readonly<Record<Language, Said>> = {
  en: {
    subject: 'Boiler makes a knocking noise',
    service: 'Boiler repair',
    promise: 'Your boiler will be repaired',
    reason: 'Our supplier has not delivered the part yet.',
    remedy: 'We take €25.00 off your bill.',
  },
  pt: {
    subject: 'A caldeira faz barulho',
    service: 'Reparação de caldeiras',
    promise: 'A sua caldeira ficará reparada',
    reason: 'O nosso fornecedor ainda não entregou a peça.',
    remedy: 'Descontamos 25,00 € na sua fatura.',
  },
  es: {
    subject: 'La caldera hace ruido',
    service: 'Reparación de calderas',
    promise: 'Su caldera quedará reparada',
    reason: 'Nuestro proveedor todavía no ha entregado la pieza.',
    remedy: 'Le descontamos 25,00 € de la factura.',
  },
  ca: {
    subject: 'La caldera fa soroll',
    service: 'Reparació de calderes',
    promise: 'La vostra caldera quedarà reparada',
    reason: 'El nostre proveïdor encara no ha lliurat la peça.',
    remedy: 'Us descomptem 25,00 € de la factura.',
  },
  pl: {
    subject: 'Piec stuka',
    service: 'Naprawa pieców',
    promise: 'Państwa piec zostanie naprawiony',
    reason: 'Nasz dostawca nie przywiózł jeszcze części.',
    remedy: 'Odliczymy 25,00 zł od rachunku.',
  },
  ru: {
    subject: 'Котёл стучит',
    service: 'Ремонт котлов',
    promise: 'Ваш котёл будет отремонтирован',
    reason: 'Наш поставщик ещё не привёз деталь.',
    remedy: 'Мы вычтем 25,00 € из вашего счёта.',
  },
}

type Firm = { name: string; country: string; timeZone: string; now: Temporal.Instant }

/** Facts of a matter that is made up, in one language: what a script reads like. Every variable has one. */
export async function exampleFacts(
  language: Language,
  { name, country, timeZone, now }: Firm,
): Promise<Readonly<Values & Record<Variable, string>>> {
  const moments = await loadMoments(language, country)
  const reader = { zone: timeZone, now, homeZone: timeZone }
  const inDays = (days: number) => now.add({ hours: 24 * days }).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  return {
    ...SAID[language],
    ...{ customer: 'Ana Ruiz', contact: 'Ana Ruiz', reference: '214', owner: 'Marta Soler', firm: name },
    due: moments.dateTime(inDays(3), reader),
    by: moments.by(inDays(3), reader),
    old_date: moments.dateTime(inDays(1), reader),
    new_date: moments.dateTime(inDays(3), reader),
    update_by: moments.dateTime(inDays(2), reader),
    link: 'https://kept.example/t/AZOMHnoAcAC',
    phone: '+34 600 100 200',
  }
}
