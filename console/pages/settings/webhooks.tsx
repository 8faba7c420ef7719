import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { NewEndpoint } from '../../forms/endpoint.tsx'
import { h, hearsWords, WithWebhookWords } from '../../parts/webhook-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import css from './list.module.css'
import { EndpointPage } from './webhook-endpoint.tsx'
import { Health } from './webhook-health.tsx'

/** Fetched with the section. */
export const texts = [WithWebhookWords]

/** Where events are sent: the list, or one endpoint with its deliveries (`?endpoint=`). */
export const Webhooks = () => (
  <WithWebhookWords>
    <Endpoints />
  </WithWebhookWords>
)

function Endpoints() {
  const may = useMay()
  const [filters, set] = useFilters()
  const endpoints = useList('webhooks.list', { limit: 100 })
  const [adding, setAdding] = useState(false)
  if (filters.endpoint) return <EndpointPage id={filters.endpoint} />
  return (
    <Section
      title={m.settings.section.webhooks()}
      lead={h.lead()}
      flush
      actions={
        may('webhooks.write') && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {h.add()}
          </Action>
        )
      }
    >
      {endpoints.isError && <Trouble error={endpoints.error} onRetry={() => void endpoints.refetch()} />}
      {endpoints.isSuccess && endpoints.items.length === 0 && (
        <Empty icon={<IconWebhook size={22} stroke={1.7} />}>{h.empty()}</Empty>
      )}
      <ul className={css.list}>
        {endpoints.items.map((endpoint) => (
          <li key={endpoint.id} className={css.row}>
            <div className={css.main}>
              <span className={css.name}>
                <A to={`?endpoint=${endpoint.id}`} className={css.link ?? ''}>
                  {endpoint.url}
                </A>
                {endpoint.state !== 'on' && <span className={`${css.tag} ${css.plain}`}>{h.state.off()}</span>}
              </span>
              <span className={css.quiet}>
                {[endpoint.description, hearsWords(endpoint.eventTypes)].filter(Boolean).join(' · ')}
              </span>
              <Health endpoint={endpoint} />
            </div>
          </li>
        ))}
      </ul>
      {adding && <NewEndpoint onMade={(id) => set({ endpoint: id })} onClose={() => setAdding(false)} />}
    </Section>
  )
}
