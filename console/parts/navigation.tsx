import { IconDots, IconPlus, IconSearch } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useMay, useSession } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { A, useGo } from '../ui/link.tsx'
import { Logo } from '../ui/logo.tsx'
import { m } from '../ui/text.ts'
import { type PageItem, usePages } from './pages.ts'
import { PaletteButton } from './palette-button.tsx'
import css from './shell.module.css'

export function SideBar() {
  const { member, organization } = useSession()
  const go = useGo()
  const may = useMay()
  const pages = usePages()
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
      <PaletteButton className={css.search} />
      <nav aria-label={m.nav.label()}>
        <ul className={css.nav}>
          {pages.map(({ to, label, icon: Icon, exact, count = 0 }) => (
            <li key={to}>
              <A to={to} exact={exact ?? false} className={css.item ?? ''}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {label}
                {count > 0 && <span className={css.count}>{countText(count)}</span>}
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

/** The API counts up to a hundred. */
const countText = (count: number): string => (count > 99 ? '99+' : String(count))

/** On a phone the navigation is where the thumb is. */
export function BottomBar() {
  const pages = usePages()
  const waiting = pages.reduce((sum, { main, count = 0 }) => sum + (main ? 0 : count), 0)
  return (
    <nav className={css.bottom} aria-label={m.nav.label()}>
      {pages
        .filter(({ main }) => main)
        .map(({ to, label, icon: Icon, exact }) => (
          <A key={to} to={to} exact={exact ?? false} className={css.tab ?? ''}>
            <Icon size={22} stroke={1.7} aria-hidden />
            <span>{label}</span>
          </A>
        ))}
      <PaletteButton className={css.tab}>
        <IconSearch size={22} stroke={1.7} aria-hidden />
        <span>{m.nav.search()}</span>
      </PaletteButton>
      <MenuButton className={css.tab} position="top-end" pages={pages.filter(({ main }) => !main)}>
        <IconDots size={22} stroke={1.7} aria-hidden />
        {waiting > 0 && <span className={css.dot}>{countText(waiting)}</span>}
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
  readonly pages?: readonly PageItem[]
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
