import {
  IconCalendarCheck,
  IconChartLine,
  IconDots,
  IconFileImport,
  IconInbox,
  IconListCheck,
  IconMail,
  IconPlus,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useMay, useSession } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { A, useGo } from '../ui/link.tsx'
import { Logo } from '../ui/logo.tsx'
import { m } from '../ui/text.ts'
import css from './shell.module.css'

export interface Item {
  readonly to: string
  readonly label: string
  readonly icon: typeof IconInbox
  readonly exact?: boolean
}

function useItems(): { main: Item[]; more: Item[] } {
  const may = useMay()
  return {
    main: [
      { to: paths.today(), label: m.nav.today(), icon: IconCalendarCheck, exact: true },
      { to: paths.requests(), label: m.nav.requests(), icon: IconInbox },
      { to: paths.customers(), label: m.nav.customers(), icon: IconUsers },
    ],
    more: [
      ...(may('imports.read') ? [{ to: paths.imports(), label: m.nav.imports(), icon: IconFileImport }] : []),
      ...(may('conversations.readMessages') ? [{ to: paths.mail(), label: m.nav.mail(), icon: IconMail }] : []),
      ...(may('policies.read') ? [{ to: paths.policies(), label: m.policies.title(), icon: IconListCheck }] : []),
      ...(may('forecast.read')
        ? [{ to: paths.forecast(), label: m.forecast.title(), icon: IconChartLine, exact: true }]
        : []),
      { to: paths.settings(), label: m.nav.settings(), icon: IconSettings },
    ],
  }
}

export function SideBar() {
  const { member, organization } = useSession()
  const go = useGo()
  const may = useMay()
  const { main, more } = useItems()
  return (
    <div className={css.side}>
      <div className={css.brand}>
        <Logo />
        <span className={css.organization} title={organization.name}>
          {organization.name}
          {organization.sample && <span className={css.sample}>{m.nav.sample()}</span>}
        </span>
      </div>
      {may('requests.create') && (
        <div className={css.create}>
          <Action
            fullWidth
            variant="default"
            leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
            onClick={() => go(paths.requests({ new: 'request' }))}
          >
            {m.requests.create()}
          </Action>
        </div>
      )}
      <nav aria-label={m.nav.label()}>
        <ul className={css.nav}>
          {[...main, ...more].map(({ to, label, icon: Icon, exact }) => (
            <li key={to}>
              <A to={to} exact={exact ?? false} className={css.item ?? ''}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {label}
              </A>
            </li>
          ))}
        </ul>
      </nav>
      <div className={css.foot}>
        <MenuButton className={css.me} position="top-start">
          <Avatar name={member.name} size={32} />
          <span className={css.meText}>
            <span className={css.meName}>{member.name}</span>
            <span className={css.meRole}>{m.role[member.role]()}</span>
          </span>
        </MenuButton>
      </div>
    </div>
  )
}

/** On a phone the navigation is where the thumb is. */
export function BottomBar() {
  const { main, more } = useItems()
  return (
    <nav className={css.bottom} aria-label={m.nav.label()}>
      {main.map(({ to, label, icon: Icon, exact }) => (
        <A key={to} to={to} exact={exact ?? false} className={css.tab ?? ''}>
          <Icon size={22} stroke={1.7} aria-hidden />
          <span>{label}</span>
        </A>
      ))}
      <MenuButton className={css.tab} position="top-end" pages={more}>
        <IconDots size={22} stroke={1.7} aria-hidden />
        <span>{m.nav.more()}</span>
      </MenuButton>
    </nav>
  )
}

const loadMenu = () => import('./account-menu.tsx')
const AccountMenu = lazy(() => loadMenu().then((file) => ({ default: file.AccountMenu })))

interface MenuButtonProps {
  readonly className: string | undefined
  readonly position: 'top-start' | 'top-end'
  readonly pages?: readonly Item[]
  readonly children: ReactNode
}

/** Opens the account's menu, which is fetched when the pointer or the focus reaches the button. */
function MenuButton({ className, position, pages = [], children }: MenuButtonProps) {
  const [asked, setAsked] = useState(false)
  const button = (
    <button
      type="button"
      className={className}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setAsked(true)}
    >
      {children}
    </button>
  )
  if (!asked) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu className={className} position={position} pages={pages}>
        {children}
      </AccountMenu>
    </Suspense>
  )
}
