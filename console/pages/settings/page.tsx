import { useParams } from '@tanstack/react-router'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { useMay } from '../../api/session.tsx'
import { WithSettingsWords } from '../../parts/settings-words.tsx'
import { paths, type SettingsSection, settingsSections } from '../../paths.ts'
import { fetchedWithTexts } from '../../ui/area-texts.tsx'
import { A } from '../../ui/link.tsx'
import { Lost, NotAllowed } from '../../ui/lost.tsx'
import { Page } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import css from './page.module.css'
import { settingsFor } from './sections.ts'

/** Fetched with the page. */
export const texts = [WithSettingsWords]

type Part = LazyExoticComponent<ComponentType>

/** On a phone the sections are one line that scrolls: the one that is open has to be seen. */
const intoView = (item: HTMLLIElement | null): void => item?.scrollIntoView({ block: 'nearest', inline: 'center' })

const parts: Readonly<Record<SettingsSection, Part>> = {
  account: lazy(() => import('./account.tsx').then((file) => ({ default: file.Account }))),
  notifications: lazy(() =>
    fetchedWithTexts(() => import('./notifications.tsx')).then((file) => ({ default: file.NotificationSettings })),
  ),
  organization: lazy(() => import('./organization.tsx').then((file) => ({ default: file.Organization }))),
  promising: lazy(() =>
    fetchedWithTexts(() => import('./promising.tsx')).then((file) => ({ default: file.Promising })),
  ),
  members: lazy(() => fetchedWithTexts(() => import('./members.tsx')).then((file) => ({ default: file.Members }))),
  calendars: lazy(() => import('./calendars.tsx').then((file) => ({ default: file.Calendars }))),
  teams: lazy(() => import('./teams.tsx').then((file) => ({ default: file.Teams }))),
  services: lazy(() => import('./services.tsx').then((file) => ({ default: file.Services }))),
  making: lazy(() => fetchedWithTexts(() => import('./making.tsx')).then((file) => ({ default: file.MakingGood }))),
  budgets: lazy(() => fetchedWithTexts(() => import('./budgets.tsx')).then((file) => ({ default: file.BudgetsPage }))),
  reasons: lazy(() => fetchedWithTexts(() => import('./reasons.tsx')).then((file) => ({ default: file.Reasons }))),
  scripts: lazy(() => fetchedWithTexts(() => import('./scripts.tsx')).then((file) => ({ default: file.Scripts }))),
  mailboxes: lazy(() =>
    fetchedWithTexts(() => import('./mailboxes.tsx')).then((file) => ({ default: file.Mailboxes })),
  ),
  keys: lazy(() => import('./keys.tsx').then((file) => ({ default: file.Keys }))),
  webhooks: lazy(() => fetchedWithTexts(() => import('./webhooks.tsx')).then((file) => ({ default: file.Webhooks }))),
  sessions: lazy(() => import('./sessions.tsx').then((file) => ({ default: file.Sessions }))),
  audit: lazy(() => fetchedWithTexts(() => import('./audit.tsx')).then((file) => ({ default: file.Audit }))),
  work: lazy(() => import('./work.tsx').then((file) => ({ default: file.Work }))),
}

/** Settings: one page, one section of it at a time, each at an address of its own. */
export function Settings() {
  const { section = 'account' } = useParams({ strict: false }) as { section?: string }
  const may = useMay()
  const shown = settingsFor(may)
  const current = shown.find((each) => each === section)
  if (!current) return settingsSections.some((each) => each === section) ? <NotAllowed /> : <Lost />
  const Part = parts[current]
  return (
    <Page title={m.settings.title()} tab={m.settings.section[current]()}>
      <div className={css.columns}>
        <nav aria-label={m.settings.title()}>
          <ul className={css.nav}>
            {shown.map((each) => (
              <li key={each} ref={each === current ? intoView : null}>
                <A
                  to={paths.settings(each)}
                  className={css.item ?? ''}
                  {...(each === current ? { 'data-current': true } : {})}
                >
                  {m.settings.section[each]()}
                </A>
              </li>
            ))}
          </ul>
        </nav>
        <div className={css.content}>
          <Suspense fallback={<div className={css.waiting} />}>
            <WithSettingsWords>
              <Part />
            </WithSettingsWords>
          </Suspense>
        </div>
      </div>
    </Page>
  )
}
