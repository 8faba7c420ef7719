import type { Choice } from '../forms/plain-fields.tsx'
import { locale } from './text.ts'

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** An amount of minor units as the reader writes it. */
export function money(amount: number, currency: string): string {
  const digits = digitsOf(currency)
  const whole = amount % 10 ** digits === 0
  const format = { style: 'currency', currency, minimumFractionDigits: whole ? 0 : digits } as const
  return new Intl.NumberFormat(locale, format).format(amount / 10 ** digits)
}

/** What somebody typed ("15", "15.50", "15,50") in minor units; null for what is no amount. */
export function minorUnits(text: string, currency: string): number | null {
  const digits = digitsOf(currency)
  const found = /^(\d{1,10})(?:[.,](\d+))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ''))
  if (!found) return null
  const [, whole = '', part = ''] = found
  return part.length > digits ? null : Number(whole + part.padEnd(digits, '0'))
}

/** Minor units as they are typed. */
export function typed(amount: number | null, currency: string): string {
  if (amount === null) return ''
  const digits = digitsOf(currency)
  return (amount / 10 ** digits).toFixed(amount % 10 ** digits === 0 ? 0 : digits)
}

/** All currencies by their names in the reader's language, in its order. */
export function currencies(): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  const collator = new Intl.Collator(locale)
  return Intl.supportedValuesOf('currency')
    .map((code) => ({ value: code, label: `${names.of(code) ?? code} (${code})` }))
    .sort((a, b) => collator.compare(a.label, b.label))
}
