import { Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconBuilding,
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react'
import { api } from '../api/call.ts'
import { client } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { useKeyboardHelp } from '../ui/keyboard.tsx'
import { useGo } from '../ui/link.tsx'
import { m } from '../ui/text.ts'
import { toastTrouble } from '../ui/toast.ts'

const schemes = [
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
  { scheme: 'auto', icon: IconDeviceDesktop },
] as const

/** What belongs to the reader rather than to the work: looks, organization, signing out. */
export function AccountMenuItems() {
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

  async function signOut(): Promise<void> {
    try {
      await api('session.end', {})
      client.clear()
      location.assign(paths.signIn())
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
      {schemes.map(({ scheme, icon: Icon }) => (
        <Menu.Item
          key={scheme}
          role="menuitemradio"
          aria-checked={colorScheme === scheme}
          leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
          rightSection={colorScheme === scheme ? <IconCheck size={14} stroke={2} aria-hidden /> : null}
          onClick={() => setColorScheme(scheme)}
        >
          {m.account.scheme[scheme]()}
        </Menu.Item>
      ))}
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
