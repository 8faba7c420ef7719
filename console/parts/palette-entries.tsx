import { useMantineColorScheme } from '@mantine/core'
import {
  IconAddressBook,
  IconCalendarCheck,
  IconFileImport,
  IconHistory,
  IconInbox,
  IconKeyboard,
  IconLifebuoy,
  IconLogout,
  IconMessageQuestion,
  IconMoon,
  IconPhone,
  IconPlus,
  IconSettings,
  IconUrgent,
} from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { Output } from '../api/contract.ts'
import { useMay, useSession } from '../api/session.tsx'
import { settingsFor } from '../pages/settings/sections.ts'
import { paths } from '../paths.ts'
import { useFilters } from '../ui/filters.tsx'
import { useKeyboardHelp } from '../ui/keyboard.tsx'
import { useGo } from '../ui/link.tsx'
import { m } from '../ui/text.ts'
import { signOut } from './account.ts'
import { useNoteCall } from './note-call.tsx'
import { usePages } from './pages.ts'
import { fits } from './palette-match.ts'
import { type Recent, recentIn, remember } from './palette-recent.ts'
import type { PaletteTexts } from './palette-words.ts'

export type Group = 'recent' | 'actions' | 'pages' | 'customers' | 'requests'

export interface Entry {
  readonly key: string
  readonly group: Group
  readonly label: string
  readonly detail?: string | null
  readonly icon: typeof IconInbox
  /** More words by which it is found: what others call it, in English. */
  readonly words?: string
  readonly run: () => void
}

const ALSO: Readonly<Record<string, string>> = {
  [paths.today()]: 'today home desk dashboard',
  [paths.requests()]: 'requests tickets cases jobs orders',
  [paths.promises()]: 'promises commitments due overdue at risk',
  [paths.customers()]: 'customers clients people contacts',
  [paths.recoveries()]: 'recoveries recovery delay strike outage mass event renegotiate',
  [paths.imports()]: 'imports csv history',
  [paths.mail()]: 'mail messages outbox notices',
  [paths.notifications()]: 'notifications bell alerts unread push',
  [paths.policies()]: 'policies rules sla automation norms',
  [paths.forecast()]: 'forecast dates calibration backtest',
  [paths.settings()]: 'settings preferences configuration',
}

/** Everything that the palette offers by itself: pages and actions, as far as the reader may. */
export function useOwnEntries(w: PaletteTexts): { entries: Entry[]; recent: Entry[] } {
  const go = useGo()
  const may = useMay()
  const { organization } = useSession()
  const { setColorScheme } = useMantineColorScheme()
  const showKeys = useKeyboardHelp()
  const pages = usePages()
  const noteCall = useNoteCall()
  const { requestId } = useParams({ strict: false }) as { requestId?: string }
  const onRequest = requestId !== undefined && !location.pathname.includes('/evidence')
  const [, setAddress] = useFilters()
  const open = (recent: Recent) => () => {
    remember(organization.id, recent)
    go(recent.to)
  }
  const page = (to: string, label: string, icon: Entry['icon'], words = ''): Entry => ({
    key: to,
    group: 'pages',
    label,
    icon,
    words,
    run: open({ to, label, kind: 'page' }),
  })
  const action = (key: string, label: string, icon: Entry['icon'], words: string, run: () => void): Entry => ({
    ...{ key, group: 'actions', label, icon, words, run },
  })
  const entries = [
    ...(may('requests.create')
      ? [
          action('new-request', m.requests.create(), IconPlus, 'new request ticket case create add', () =>
            go(paths.requests({ new: 'request' })),
          ),
        ]
      : []),
    ...(may('customers.create')
      ? [
          action('new-customer', w.newCustomer(), IconPlus, 'new customer client create add', () =>
            go(paths.customers({ new: 'customer' })),
          ),
        ]
      : []),
    ...(may('conversations.write')
      ? [action('note-call', m.noteCall.title(), IconPhone, 'note call phone visit counter', noteCall)]
      : []),
    ...(onRequest && may('requests.update')
      ? [
          action('mark', m.request.mark(), IconUrgent, 'exceptional urgent vip exception escalate', () =>
            setAddress({ open: 'mark' }),
          ),
        ]
      : []),
    ...(onRequest && may('conversations.write')
      ? [
          action('ask', m.request.ask(), IconMessageQuestion, 'ask colleague question help expert', () =>
            setAddress({ open: 'ask' }),
          ),
        ]
      : []),
    ...(may('recoveries.open')
      ? [
          action('recovery', w.recovery(), IconLifebuoy, 'something happened strike outage event recovery delay', () =>
            go(paths.recoveries({ new: 'event' })),
          ),
        ]
      : []),
    ...(may('imports.create')
      ? [action('import', w.import(), IconFileImport, 'import csv upload history', () => go(paths.imports()))]
      : []),
    ...pages.map(({ to, label, icon }) => page(to, label, icon, ALSO[to])),
    page(paths.promises({ show: 'open' }), m.promises.title(), IconCalendarCheck, ALSO[paths.promises()]),
    ...settingsFor(may).map((section) =>
      page(paths.settings(section), w.settings({ name: m.settings.section[section]() }), IconSettings, section),
    ),
    ...(['light', 'dark', 'auto'] as const).map((scheme) =>
      action(
        `scheme-${scheme}`,
        w.scheme({ name: m.account.scheme[scheme]() }),
        IconMoon,
        `theme colour color mode ${scheme}`,
        () => setColorScheme(scheme),
      ),
    ),
    action('keys', m.keyboard.title(), IconKeyboard, 'keyboard shortcuts help', showKeys),
    action('sign-out', m.account.signOut(), IconLogout, 'sign out log off exit', () => void signOut()),
  ]
  const icons = { page: IconHistory, customer: IconAddressBook, request: IconInbox }
  const recent = recentIn(organization.id).map(
    (each): Entry => ({
      ...{ key: `recent ${each.to}`, group: 'recent', label: each.label, icon: icons[each.kind], run: open(each) },
    }),
  )
  return { entries, recent }
}

/** What the server has found. */
export function useFoundEntries(found: Output<'desk.search'> | undefined): Entry[] {
  const go = useGo()
  const { organization } = useSession()
  const open = (recent: Recent) => () => {
    remember(organization.id, recent)
    go(recent.to)
  }
  const customers = found?.customers ?? []
  const requests = found?.requests ?? []
  return [
    ...customers.map(
      ({ id, name, detail }): Entry => ({
        ...{ key: id, group: 'customers', label: name, detail, icon: IconAddressBook },
        run: open({ to: paths.customer(id), label: name, kind: 'customer' }),
      }),
    ),
    ...requests.map(
      ({ id, number, subject, status, customerName }): Entry => ({
        ...{ key: id, group: 'requests', label: `#${number} ${subject}`, icon: IconInbox },
        detail: [customerName, status === 'closed' ? m.request.status.closed() : null].filter(Boolean).join(' · '),
        run: open({ to: paths.request(id), label: `#${number} ${subject}`, kind: 'request' }),
      }),
    ),
  ]
}

/** The entries that what was typed fits, the best first. */
export const fitting = (entries: readonly Entry[], words: readonly string[]): Entry[] =>
  entries
    .map((entry) => ({ entry, score: fits(words, `${entry.label} ${entry.words ?? ''}`) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
