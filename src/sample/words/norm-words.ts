import type { Language } from '#platform/fields'

/** What was decided about two norms when they were reviewed. */
export type NormWords = { email: string; booking_confirmation: string }

export const NORM_WORDS: Readonly<Record<Language, NormWords>> = {
  en: {
    email: 'Most mails are answered the same day. We keep three days as the promise and one as the target.',
    booking_confirmation: 'Two days are enough, also in a cold spell.',
  },
  pt: {
    email: 'Quase todos os e-mails têm resposta no próprio dia. Mantemos três dias como promessa e um como objetivo.',
    booking_confirmation: 'Dois dias bastam, mesmo numa vaga de frio.',
  },
  es: {
    email: 'Casi todos los correos se responden el mismo día. Mantenemos tres días como promesa y uno como objetivo.',
    booking_confirmation: 'Dos días bastan, también en una ola de frío.',
  },
  ca: {
    email: 'Gairebé tots els correus es responen el mateix dia. Mantenim tres dies com a promesa i un com a objectiu.',
    booking_confirmation: 'Amb dos dies n’hi ha prou, també en una onada de fred.',
  },
  pl: {
    email: 'Na większość e-maili odpowiadamy tego samego dnia. Zostawiamy trzy dni jako obietnicę i jeden jako cel.',
    booking_confirmation: 'Dwa dni wystarczą, także w czasie mrozów.',
  },
  ru: {
    email: 'На большинство писем мы отвечаем в тот же день. Оставляем три дня обещанием и один целью.',
    booking_confirmation: 'Двух дней достаточно, и в морозы тоже.',
  },
}
