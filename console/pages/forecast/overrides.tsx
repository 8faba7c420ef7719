import { IconChevronLeft } from '@tabler/icons-react'
import { useMay } from '../../api/session.tsx'
import { WithGuardWords, w } from '../../parts/guard-words.tsx'
import { Overrides } from '../../parts/overrides.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Page } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'

/** Fetched with the page. */
export const texts = [WithGuardWords]

/** What was promised below the floor, and what came of it. */
export function OverridesPage() {
  const may = useMay()
  if (!may('promises.readOverrides')) return <NotAllowed />
  return (
    <WithGuardWords>
      <Loaded />
    </WithGuardWords>
  )
}

const Loaded = () => (
  <Page
    title={w.overrides.title()}
    lead={w.overrides.lead()}
    back={
      <A to={paths.forecast()}>
        <IconChevronLeft size={14} stroke={2} aria-hidden />
        {m.forecast.title()}
      </A>
    }
    wide
  >
    <Overrides />
  </Page>
)
