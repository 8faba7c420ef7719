import countryToCurrency from 'country-to-currency'
import { z } from 'zod'

const known = new Set(Intl.supportedValuesOf('currency'))

/** A currency as its three letters of ISO 4217. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => known.has(code), {
    error: 'Must be the three letters of a currency (ISO 4217), for example EUR',
    params: { code: 'input/not_a_currency' },
  })
  .meta({ description: 'Of all amounts.', examples: ['EUR'] })

/** What is paid with in a country (ISO 3166-1); the euro where that is not known. */
export const currencyOf = (country: string): string =>
  (countryToCurrency as Readonly<Record<string, string>>)[country] ?? 'EUR'
