import { Link, type LinkProps, useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** An address from console/paths.ts. */
  readonly to: string
  readonly exact?: boolean
  readonly ref?: Ref<HTMLAnchorElement>
}

/** A link inside the console; its page's code is fetched when the pointer or the focus reaches it. */
export function A({ to, exact = false, ...rest }: Props) {
  const { pathname, search, hash } = splitAddress(to)
  const target = { to: pathname, search, ...(hash ? { hash } : {}), ...rest } as LinkProps
  return <Link {...target} activeOptions={{ exact, includeSearch: false, includeHash: false }} />
}

/** Goes to an address from console/paths.ts. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return (to, options) => {
    void router.navigate({
      ...splitAddress(to),
      to: splitAddress(to).pathname,
      replace: options?.replace ?? false,
    } as never)
  }
}

function splitAddress(address: string): { pathname: string; search: Record<string, string>; hash: string } {
  const url = new URL(address, 'http://console')
  return { pathname: url.pathname, search: Object.fromEntries(url.searchParams), hash: url.hash.slice(1) }
}
