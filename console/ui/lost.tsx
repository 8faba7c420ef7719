import { IconLock, IconMapSearch } from '@tabler/icons-react'
import { Problem } from '../api/problem.ts'
import { paths } from '../paths.ts'
import { Empty } from './empty.tsx'
import { A } from './link.tsx'
import { Page } from './page.tsx'
import { m } from './text.ts'
import { Trouble } from './trouble.tsx'

/** An address that leads nowhere. */
export function Lost() {
  return (
    <Page title={m.lost.title()}>
      <Empty icon={<IconMapSearch size={22} stroke={1.7} />} action={<A to={paths.today()}>{m.lost.home()}</A>}>
        {m.lost.text()}
      </Empty>
    </Page>
  )
}

/** A page that the reader's role does not include: says so, and who can change it. */
export function NotAllowed() {
  return (
    <Page title={m.lost.notAllowedTitle()}>
      <Empty icon={<IconLock size={22} stroke={1.7} />} action={<A to={paths.today()}>{m.lost.home()}</A>}>
        {m.lost.notAllowed()}
      </Empty>
    </Page>
  )
}

/** In place of a page whose subject could not be read: what it means for the reader, and a way on. */
export function Unread({ title, error, onRetry }: { title: string; error: unknown; onRetry: () => void }) {
  const status = error instanceof Problem ? error.status : 0
  if (status === 403) return <NotAllowed />
  if (status >= 400 && status < 500 && status !== 429) return <Lost />
  return (
    <Page title={title}>
      <Trouble error={error} onRetry={onRetry} />
    </Page>
  )
}
