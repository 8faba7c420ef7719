import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { usePolicyNames } from '../../parts/policy-names.ts'
import { WithPolicyWords, w } from '../../parts/policy-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { useGo } from '../../ui/link.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { useFilters } from '../../ui/use-filters.ts'
import { ByHand } from './by-hand.tsx'
import { PolicyList } from './list.tsx'
import { Norms } from './norms.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithPolicyWords]

const StarterSet = fetched(() => import('../../forms/policy-starter.tsx'), 'StarterSet')
const Simulator = fetched(() => import('./simulator.tsx'), 'Simulator')

const tabs = ['norms', 'policies', 'simulator'] as const

/** Rules that promise by themselves: the norms with what was really delivered, all policies, and a place to try them. */
export function Policies() {
  const may = useMay()
  if (!may('policies.read')) return <NotAllowed />
  return (
    <WithPolicyWords>
      <Loaded />
    </WithPolicyWords>
  )
}

function Loaded() {
  const [filters, set] = useFilters()
  const may = useMay()
  const go = useGo()
  const [starting, setStarting] = useState(false)
  const tab = tabs.find((each) => each === filters.tab) ?? 'norms'
  const start = may('policies.create') ? () => setStarting(true) : null
  const norms = useRead('policies.readNorms', {}).data?.norms ?? []
  const used = norms.filter(({ policyId }) => policyId !== null).length
  return (
    <Page
      title={m.policies.title()}
      lead={w.list.lead()}
      wide
      actions={
        <>
          {/* Before the first one, the page itself says what to do. */}
          {start && used > 0 && used < norms.length && (
            <Action variant="default" onClick={start}>
              {w.starter.open()}
            </Action>
          )}
          {may('policies.create') && (
            <Action leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => go(paths.policy('new'))}>
              {w.list.create()}
            </Action>
          )}
        </>
      }
    >
      <Section title={w.tab[tab]()} id="policies" flush quiet>
        <Tabs
          label={w.tab.label()}
          value={tab}
          choices={tabs.map((each) => ({ value: each, label: w.tab[each]() }))}
          onChange={(next) => set({ tab: next === 'norms' ? '' : next })}
        />
        {tab === 'norms' && <Norms onStart={start} />}
        {tab === 'policies' && (
          <>
            <ByHand />
            <PolicyList onStart={start} />
          </>
        )}
        {tab === 'simulator' && (
          <div className={css.try}>
            <TryAll />
          </div>
        )}
      </Section>
      {starting && <StarterSet onClose={() => setStarting(false)} />}
    </Page>
  )
}

function TryAll() {
  return <Simulator spec={null} names={usePolicyNames()} />
}
