import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

describe('which share of the traces is sent', () => {
  it.each([
    ['nobody wants any', {}, undefined],
    ['an empty address, as a container hands it on', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
    ['a collector', collector, 1],
    ['a collector for traces alone', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/v1/traces' }, 1],
    ['a tenth', { ...collector, OTEL_TRACES_SAMPLER_ARG: '0.1' }, 0.1],
    ['none of those that begin here', { ...collector, OTEL_TRACES_SAMPLER_ARG: '0' }, 0],
    ['switched off', { ...collector, OTEL_SDK_DISABLED: 'true' }, undefined],
    ['not switched off', { ...collector, OTEL_SDK_DISABLED: 'false' }, 1],
  ])('%s', (_, env, share) => {
    expect(readConfig(env).tracesShare).toBe(share)
  })

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'grpc://collector:4317'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_TRACES_SAMPLER_ARG', 'some'],
  ])('%s=%s is a mistake that is named', (name, value) => {
    expect(() => readConfig({ ...collector, [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ ...collector, [name]: value })).toThrow(name)
  })
})

describe('where files are kept', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'a secret key' }
  const bucket = {
    region: 'us-east-1',
    bucket: 'kept',
    prefix: '',
    accessKeyId: 'AKID',
    secretAccessKey: 'a secret key',
  }
  it.each([
    ['in the data folder', {}, undefined],
    ['in a folder', { KEPT_FILES: '/srv/files' }, '/srv/files'],
    [
      'in a bucket of AWS',
      { KEPT_FILES: 's3://kept', ...keys },
      { ...bucket, endpoint: 'https://s3.us-east-1.amazonaws.com' },
    ],
    [
      'in a bucket elsewhere',
      { KEPT_FILES: 's3://kept/shop/files/', KEPT_S3_ENDPOINT: 'http://minio:9000', AWS_REGION: 'eu-1', ...keys },
      { ...bucket, endpoint: 'http://minio:9000', region: 'eu-1', prefix: 'shop/files' },
    ],
    ['in a folder, whatever keys are there', { KEPT_FILES: 'files', ...keys, AWS_SESSION_TOKEN: 'x' }, 'files'],
  ])('%s', (_, env, files) => {
    expect(readConfig(env).files).toEqual(files)
  })

  it.each([
    ['KEPT_FILES', { KEPT_FILES: 's3://', ...keys }],
    ['KEPT_FILES', { KEPT_FILES: 'S3://kept', ...keys }],
    ['KEPT_FILES', { KEPT_FILES: 's3://kept/../x', ...keys }],
    ['KEPT_FILES', { KEPT_FILES: 's3://kept/a b', ...keys }],
    ['KEPT_S3_ENDPOINT', { KEPT_FILES: 's3://kept', KEPT_S3_ENDPOINT: 'minio:9000', ...keys }],
    ['AWS_ACCESS_KEY_ID', { KEPT_FILES: 's3://kept', AWS_SECRET_ACCESS_KEY: 'a secret key' }],
    ['AWS_SECRET_ACCESS_KEY', { KEPT_FILES: 's3://kept', AWS_ACCESS_KEY_ID: 'AKID' }],
    ['AWS_SESSION_TOKEN', { KEPT_FILES: 's3://kept', ...keys, AWS_SESSION_TOKEN: 'x' }],
  ])('%s wrong is a mistake that is named, without what is secret', (name, env) => {
    expect(() => readConfig(env)).toThrow(name)
    expect(() => readConfig(env)).not.toThrow('a secret key')
  })
})
