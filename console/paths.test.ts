import { describe, expect, it } from 'vitest'
import { paths, patterns, safeReturn } from './paths.ts'

describe('addresses', () => {
  it('puts ids into their place, encoded', () => {
    expect(paths.request('a/b')).toBe('/requests/a%2Fb')
    expect(paths.request('r1', 'p1')).toBe('/requests/r1#promise-p1')
    expect(paths.evidence('r1')).toBe('/requests/r1/evidence')
    expect(paths.settings('members')).toBe('/settings/members')
  })

  it('keeps only the filters that are set', () => {
    expect(paths.requests()).toBe('/requests')
    expect(paths.requests({ status: 'open', search: undefined, kind: '' })).toBe('/requests?status=open')
    expect(paths.requests({ search: 'boiler & pipe' })).toBe('/requests?search=boiler+%26+pipe')
  })

  it('has no two pages at one address', () => {
    const all = Object.values(patterns)
    expect(new Set(all).size).toBe(all.length)
  })

  it('returns only to itself after signing in', () => {
    expect(paths.signIn('/')).toBe('/sign-in')
    expect(paths.signIn('/requests?status=open')).toBe('/sign-in?back=%2Frequests%3Fstatus%3Dopen')
    expect(safeReturn('/requests/r1')).toBe('/requests/r1')
    for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', 'requests', undefined])
      expect(safeReturn(elsewhere)).toBe('/')
  })
})
