import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconBuilding,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { api } from '../api/call.ts'
import { client } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { useKeyboardHelp } from '../ui/keyboard.tsx'
import { useGo } from '../ui/link.tsx'
import { useOpenedAtOnce } from '../ui/opened-at-once.ts'
import { m } from '../ui/text.ts'
import { toastTrouble } from '../ui/toast.ts'
import { signOut } from './account.ts'
import type { PageItem } from './pages.ts'

const schemes = [
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
  { scheme: 'auto', icon: IconDeviceDesktop },
] as const

interface Props {
  readonly className: string | undefined
  readonly position: 'top-start' | 'top-end'
  readonly pages: readonly PageItem[]
  readonly children: ReactNode
}

/** The menu of the account, below the pages that have no place elsewhere; it opens as soon as it is there. */
export function AccountMenu({ className, position, pages, children }: Props) {
  const go = useGo()
  const { target, opened, onChange } = useOpenedAtOnce()
  return (
    <Menu opened={opened} onChange={onChange} position={position} width={240} shadow="md">
      <Menu.Target>
        <button type="button" className={className} ref={target}>
          {children}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ to, label, icon: Icon, count = 0 }) => (
          <Menu.Item
            key={to}
            leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
            rightSection={count > 0 ? count : undefined}
            onClick={() => go(to)}
          >
            {label}
          </Menu.Item>
        ))}
        {pages.length > 0 && <Menu.Divider />}
        <AccountMenuItems />
      </Menu.Dropdown>
    </Menu>
  )
}

/** What belongs to the reader rather than to the work: looks, organization, signing out. */
function AccountMenuItems() {
  const go = useGo()
  const { organization, organizations } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const showKeys = useKeyboardHelp()
  const others = organizations.filter((each) => each.id !== organization.id)

  async function enter(organizationId: string): Promise<void> {
    try {
      await api('session.enter', { organizationId })
      client.clear()
      location.assign(paths.today())
    } catch (error) {
      toastTrouble(error)
    }
  }

  return (
    <>
      <Menu.Item
        leftSection={<IconUser size={16} stroke={1.7} aria-hidden />}
        onClick={() => go(paths.settings('account'))}
      >
        {m.account.open()}
      </Menu.Item>
      <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.7} aria-hidden />} onClick={showKeys}>
        {m.keyboard.title()}
      </Menu.Item>
      <Menu.Divider />
      <Menu.RadioGroup value={colorScheme} onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}>
        {schemes.map(({ scheme, icon: Icon }) => (
          <Menu.RadioItem key={scheme} value={scheme} rightSection={<Icon size={16} stroke={1.7} aria-hidden />}>
            {m.account.scheme[scheme]()}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {others.length > 0 && <Menu.Divider />}
      {others.map((each) => (
        <Menu.Item
          key={each.id}
          leftSection={<IconBuilding size={16} stroke={1.7} aria-hidden />}
          onClick={() => void enter(each.id)}
        >
          {m.account.enter({ name: each.name })}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />} onClick={() => void signOut()}>
        {m.account.signOut()}
      </Menu.Item>
    </>
  )
}
