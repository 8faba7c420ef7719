import { useQuery } from '@tanstack/react-query'
import { loadMessages as loadMail, type Messages as Mail } from '#messages/mail'
import { loadMessages as loadTime, type Messages as Time } from '#messages/time'
import { loadMessages as loadWording, type Messages as Wording } from '#messages/wording'
import type { Language } from '../ui/text.ts'

/** The words in which a customer is written to, in their language. */
export interface CustomerWords {
  readonly language: Language
  readonly mail: Mail
  readonly time: Time
  readonly wording: Wording
}

/** Loads a customer's language beside the reader's own; undefined until it is there. */
export function useCustomerWords(language: Language): CustomerWords | undefined {
  const words = useQuery({
    queryKey: ['customer-words', language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<CustomerWords> => {
      const [mail, time, wording] = await Promise.all([loadMail(language), loadTime(language), loadWording(language)])
      return { language, mail, time, wording }
    },
  })
  return words.data
}

const weekdays = { Mon: 'mon', Tue: 'tue', Wed: 'wed', Thu: 'thu', Fri: 'fri', Sat: 'sat', Sun: 'other' } as const

/** "by Thursday 26 November, 16:00", in the customer's language and zone. */
export function byDate({ language, time }: CustomerWords, at: string, zone: string, country: string): string {
  const locale =
    language === 'en'
      ? country === 'US'
        ? 'en-US'
        : 'en-GB'
      : language === 'pt'
        ? country === 'BR'
          ? 'pt-BR'
          : 'pt-PT'
        : language
  const moment = new Date(at)
  const write = (options: Intl.DateTimeFormatOptions, tag = locale) =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, ...options }).format(moment)
  const thisYear =
    write({ year: 'numeric' }) === new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric' }).format()
  return time.by({
    weekday: weekdays[write({ weekday: 'short' }, 'en-GB') as keyof typeof weekdays] ?? 'other',
    date: write({ day: 'numeric', month: 'long', ...(thisYear ? {} : { year: 'numeric' }) }),
    time: write({ hour: '2-digit', minute: '2-digit' }),
  })
}

/** A sentence that goes on has no full stop yet. */
export const withoutStop = (wording: string): string => wording.trim().replace(/[.\s]+$/u, '')

/** "Your boiler will be repaired by Thursday 26 November, 16:00" */
export const promiseSentence = (
  words: CustomerWords,
  wording: string,
  at: string,
  zone: string,
  country: string,
): string => `${withoutStop(wording)} ${byDate(words, at, zone, country)}`

/** What a promise of a kind about a matter says unless someone says it better. */
export function defaultWording({ wording }: CustomerWords, kind: string, subject: string): string {
  switch (kind) {
    case 'arrival':
      return wording.arrival({ subject })
    case 'callback':
      return wording.callback({ subject })
    case 'first_reply':
    case 'next_reply':
      return wording.firstReply({ subject })
    case 'next_update':
      return wording.nextUpdate({ subject })
    case 'refund':
      return wording.refund({ subject })
    default:
      return wording.completion({ subject })
  }
}
