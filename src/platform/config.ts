import { z } from 'zod'
import type { S3Place } from '#platform/storage-s3'

const SIZE = 32

const text = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined)

const url = (schemes: readonly string[], example: string) =>
  z
    .string()
    .refine((value) => schemes.some((scheme) => URL.canParse(value) && new URL(value).protocol === `${scheme}:`), {
      error: `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, for example ${example}`,
    })

const S3_ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w-]+)*)\/?$/

const schema = z.object({
  KEPT_DATA_DIR: z.string().optional(),
  DATABASE_URL: url(['postgres', 'postgresql'], 'postgres://kept:secret@db.example:5432/kept').optional(),
  PORT: z.coerce
    .number({ error: 'must be a number from 0 to 65535' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65535, 'must be 65535 or less')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  KEPT_URL: url(['http', 'https'], 'https://promises.example.com').optional(),
  SMTP_URL: url(['smtp', 'smtps'], 'smtp://user:secret@mail.example:587').optional(),
  KEPT_SECRET: z
    .string()
    .min(SIZE, `must have at least ${SIZE} characters; make one with: openssl rand -base64 32`)
    .optional(),
  KEPT_FILES: z
    .string()
    .refine((value) => !/^s3:/i.test(value) || S3_ADDRESS.test(value), {
      error: 'must be a folder, or a bucket such as s3://bucket or s3://bucket/prefix',
    })
    .optional(),
  KEPT_S3_ENDPOINT: url(['http', 'https'], 'https://s3.example.com').optional(),
  AWS_REGION: z
    .string()
    .regex(/^[\w-]+$/, 'must be the name of a region, for example eu-central-1')
    .optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  KEPT_MAIL_PORT: z.coerce
    .number({ error: 'must be a number from 1 to 65535' })
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65535, 'must be 65535 or less')
    .optional(),
  KEPT_MAIL_HOST: z.string().default('127.0.0.1'),
  KEPT_ALLOW_PRIVATE_ADDRESSES: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  KEPT_METRICS_PORT: z.coerce
    .number({ error: 'must be a number from 1 to 65535' })
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65535, 'must be 65535 or less')
    .optional(),
  KEPT_CONNECTIONS: z.coerce
    .number({ error: 'must be a number from 4 to 200' })
    .int('must be a whole number')
    .min(4, 'must be 4 or more')
    .max(200, 'must be 200 or less')
    .default(16),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http', 'https'], 'http://collector.example:4318').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url(['http', 'https'], 'http://collector.example:4318/v1/traces').optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'must be a number from 0 to 1' })
    .min(0, 'must be 0 or more')
    .max(1, 'must be 1 or less')
    .default(1),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, silent',
    })
    .default('info'),
})

export type Config = {
  dataDir: string | undefined
  databaseUrl: string | undefined
  port: number
  host: string
  /** The address in every link to a person; without it the address the server listens on. */
  url: string | undefined
  smtpUrl: string | undefined
  secret: string | undefined
  /** Where raw mails and attachments are kept: a folder or a bucket; undefined: in the data folder. */
  files: string | S3Place | undefined
  /** Where mail is taken by SMTP; undefined: nowhere. */
  mailListener: { host: string; port: number } | undefined
  /** Whether addresses that members type (calendar feeds) may lie in the own network. */
  allowPrivateAddresses: boolean
  /** Where measurements are served; undefined: nowhere. */
  metricsPort: number | undefined
  /** Which share of the traces that begin here is sent; undefined: there are none. Where to is read by the exporter. */
  tracesShare: number | undefined
  /** Database connections of the application's pool; others take a quarter more. */
  connections: number
  logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

/**
 * The configuration from the environment, checked. @throws ConfigError with one line per mistake.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, text(env[name])]))
  const parsed = schema.safeParse(given)
  const mistakes = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  if (given.DATABASE_URL && !given.KEPT_SECRET)
    mistakes.push('KEPT_SECRET is required with DATABASE_URL: every node signs with the same secret')
  const isBucket = given.KEPT_FILES?.startsWith('s3://') === true
  if (isBucket) mistakes.push(...bucketMistakes(given))
  if (mistakes.length > 0 || !parsed.success) throw new ConfigError(mistakes)
  const c = parsed.data
  return {
    dataDir: c.KEPT_DATA_DIR,
    databaseUrl: c.DATABASE_URL,
    port: c.PORT,
    host: c.HOST,
    url: c.KEPT_URL?.replace(/\/+$/, ''),
    smtpUrl: c.SMTP_URL,
    secret: c.KEPT_SECRET,
    files: isBucket ? bucketOf(c) : c.KEPT_FILES,
    mailListener: c.KEPT_MAIL_PORT === undefined ? undefined : { host: c.KEPT_MAIL_HOST, port: c.KEPT_MAIL_PORT },
    allowPrivateAddresses: c.KEPT_ALLOW_PRIVATE_ADDRESSES === '1',
    metricsPort: c.KEPT_METRICS_PORT,
    tracesShare:
      (c.OTEL_EXPORTER_OTLP_ENDPOINT || c.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
      c.OTEL_SDK_DISABLED?.toLowerCase() !== 'true'
        ? c.OTEL_TRACES_SAMPLER_ARG
        : undefined,
    connections: c.KEPT_CONNECTIONS,
    logLevel: c.LOG_LEVEL,
  }
}

const bucketMistakes = (given: Readonly<Record<string, string | undefined>>): string[] => [
  ...(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)
    .filter((name) => !given[name])
    .map((name) => `${name} is required where KEPT_FILES is a bucket`),
  ...(given.AWS_SESSION_TOKEN
    ? ['AWS_SESSION_TOKEN cannot be used: the keys of the bucket have to be lasting ones, of a user of its own']
    : []),
]

function bucketOf(c: z.output<typeof schema>): S3Place {
  const [, bucket = '', prefix = ''] = S3_ADDRESS.exec(c.KEPT_FILES ?? '') ?? []
  const region = c.AWS_REGION ?? 'us-east-1'
  return {
    endpoint: c.KEPT_S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`,
    region,
    bucket,
    prefix: prefix.slice(1),
    accessKeyId: c.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: c.AWS_SECRET_ACCESS_KEY ?? '',
  }
}

export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(mistakes: readonly string[]) {
    super(`The configuration is not usable:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`)
  }
}
