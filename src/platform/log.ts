import { pino } from 'pino'

export type Log = {
  debug(fields: Record<string, unknown>, message: string): void
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/**
 * Structured logs, one JSON object a line on standard error. Callers pass ids, codes and durations, never names,
 * addresses, wordings or tokens; what slips into a known field is censored.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'email',
          'name',
          'token',
          'password',
          'authorization',
          'cookie',
          '*.email',
          '*.name',
          '*.token',
          '*.password',
        ],
        censor: '[personal]',
      },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
