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
