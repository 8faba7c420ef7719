import { m } from '../ui/text.ts'
import type { PolicyDuration } from './policy-data.ts'

/** A length of business time: "4 h", "2 h 10 min", "45 min"; from 100 hours on in whole hours. Seconds. */
export function businessSpan(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return m.time.minutes({ n: minutes })
  if (rest === 0 || hours >= 100) return m.time.hours({ n: Math.round(minutes / 60) })
  return `${m.time.hours({ n: hours })} ${m.time.minutes({ n: rest })}`
}

/** "4 business hours", "end of the next business day", "3 business days, until 16:00", "1 week". */
export function durationWords(duration: PolicyDuration): string {
  const { n } = duration
  // What is still being typed has no words yet.
  if (!Number.isFinite(n)) return '–'
  if (duration.unit === 'business_seconds')
    return n % 3600 === 0 ? m.duration.businessHours({ n: n / 3600 }) : m.duration.business({ span: businessSpan(n) })
  if (duration.unit === 'business_days') {
    if (duration.at === 'close') return m.duration.close({ n })
    const days = m.duration.businessDays({ n })
    return duration.at === 'same_time' ? days : m.duration.until({ days, time: duration.at })
  }
  const length = m.duration[duration.unit]({ n })
  return duration.at === 'same_time' ? length : m.duration.until({ days: length, time: duration.at })
}

/** So long before something that is planned: the days alone, for what is due then is due at the end of them. */
export const aheadWords = (duration: PolicyDuration): string =>
  m.duration.before({
    duration: durationWords(duration.unit === 'business_seconds' ? duration : { ...duration, at: 'same_time' }),
  })
