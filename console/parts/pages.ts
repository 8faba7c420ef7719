import {
  IconBell,
  IconCalendarCheck,
  IconChartLine,
  IconClipboardList,
  IconFileImport,
  IconInbox,
  IconLifebuoy,
  IconListCheck,
  IconMail,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { m } from '../ui/text.ts'

export interface PageItem {
  readonly to: string
  readonly label: string
  readonly icon: typeof IconInbox
  readonly exact?: boolean
  /** How much waits there. */
  readonly count?: number
  /** Among those that a phone shows at once. */
  readonly main?: true
}

/** The pages of the navigation, as far as the reader may see them. */
export function usePages(): PageItem[] {
  const may = useMay()
  const waiting = useRead('conversations.count', {}, { enabled: may('conversations.read') }).data?.waiting ?? 0
  const unread = useRead('notifications.count', {}).data?.unread ?? 0
  return [
    { to: paths.today(), label: m.nav.today(), icon: IconCalendarCheck, exact: true, main: true },
    ...(may('conversations.read')
      ? [{ to: paths.inbox(), label: m.nav.inbox(), icon: IconInbox, main: true as const, count: waiting }]
      : []),
    { to: paths.requests(), label: m.nav.requests(), icon: IconClipboardList, main: true },
    { to: paths.customers(), label: m.nav.customers(), icon: IconUsers, main: true },
    ...(may('recoveries.read') ? [{ to: paths.recoveries(), label: m.nav.recoveries(), icon: IconLifebuoy }] : []),
    { to: paths.notifications(), label: m.nav.notifications(), icon: IconBell, count: unread },
    ...(may('imports.read') ? [{ to: paths.imports(), label: m.nav.imports(), icon: IconFileImport }] : []),
    ...(may('conversations.readMessages') ? [{ to: paths.mail(), label: m.nav.mail(), icon: IconMail }] : []),
    ...(may('policies.read') ? [{ to: paths.policies(), label: m.policies.title(), icon: IconListCheck }] : []),
    ...(may('forecast.read')
      ? [{ to: paths.forecast(), label: m.forecast.title(), icon: IconChartLine, exact: true }]
      : []),
    { to: paths.settings(), label: m.nav.settings(), icon: IconSettings },
  ]
}
