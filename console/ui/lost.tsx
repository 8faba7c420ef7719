import { IconMapSearch } from '@tabler/icons-react'
import { paths } from '../paths.ts'
import { Empty } from './empty.tsx'
import { A } from './link.tsx'
import { Page } from './page.tsx'
import { m } from './text.ts'

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
