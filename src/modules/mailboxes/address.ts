/**
 * The mailboxes that may be meant by an address: it itself, and it without what follows a plus, the longest first.
 * `help+eu+anything@firm.example` is taken by `help+eu@firm.example`, else by `help@firm.example`.
 */
export function takersOf(address: string): string[] {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at)]
  const parts = local.split('+')
  return parts
    .map((_, dropped) => parts.slice(0, parts.length - dropped).join('+') + domain)
    .filter((taker) => !taker.startsWith('@'))
}
