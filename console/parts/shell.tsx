import { Loader } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { use, useEffect } from 'react'
import { whenSignedOut } from '../api/call.ts'
import { useLive } from '../api/live.ts'
import { client, useRead } from '../api/read.ts'
import { SessionContext } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { KeyboardProvider, useShortcuts } from '../ui/keyboard.tsx'
import { LanguageSwitch } from '../ui/language-switch.ts'
import { useGo } from '../ui/link.tsx'
import { language, m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import { BottomBar, SideBar } from './navigation.tsx'
import { NoteCallProvider } from './note-call.tsx'
import { PaletteProvider } from './palette-button.tsx'
import css from './shell.module.css'

/** The frame of every page that needs a session: navigation, the live stream, shortcuts. */
export function Shell() {
  const go = useGo()
  useEffect(() => {
    whenSignedOut(() => {
      const { pathname, search } = location
      client.clear()
      if (pathname !== '/sign-in' && pathname !== '/welcome') go(paths.signIn(pathname + search), { replace: true })
    })
    return () => whenSignedOut(() => {})
  }, [go])

  const session = useRead('session.get', {})
  const setLanguage = use(LanguageSwitch)
  const wanted = session.data?.member.language
  useEffect(() => {
    if (wanted && wanted !== language) setLanguage(wanted)
  }, [wanted, setLanguage])

  if (session.isError)
    return <Waiting>{<Trouble error={session.error} onRetry={() => void session.refetch()} />}</Waiting>
  if (!session.data) return <Waiting>{<Loader size="sm" aria-label={m.common.loading()} />}</Waiting>
  return (
    <SessionContext value={session.data}>
      <KeyboardProvider>
        <NoteCallProvider>
          <PaletteProvider>
            <Frame />
          </PaletteProvider>
        </NoteCallProvider>
      </KeyboardProvider>
    </SessionContext>
  )
}

function Frame() {
  const go = useGo()
  const connected = useLive()
  useShortcuts([
    { keys: '/', says: m.keyboard.search(), run: () => focusSearch(go) },
    { keys: 'n', says: m.keyboard.newRequest(), run: () => go(paths.requests({ new: 'request' })) },
    { keys: 'g t', says: m.keyboard.go({ page: m.nav.today() }), run: () => go(paths.today()) },
    { keys: 'g r', says: m.keyboard.go({ page: m.nav.requests() }), run: () => go(paths.requests()) },
    { keys: 'g c', says: m.keyboard.go({ page: m.nav.customers() }), run: () => go(paths.customers()) },
    { keys: 'g s', says: m.keyboard.go({ page: m.nav.settings() }), run: () => go(paths.settings()) },
  ])
  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>
        {m.nav.skip()}
      </a>
      <SideBar />
      <main id="main" className={css.main} tabIndex={-1}>
        <Outlet />
      </main>
      <BottomBar />
      <div role="status" className={css.offlinePlace}>
        {!connected && (
          <span className={css.offline}>
            <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />
            {m.live.interrupted()}
          </span>
        )}
      </div>
    </div>
  )
}

/** Puts the focus into the page's search; where it has none, opens the requests, which have one. */
function focusSearch(go: (to: string) => void): void {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]')
  if (field) field.focus()
  else go(paths.requests())
}

const Waiting = ({ children }: { children: React.ReactNode }) => (
  <div style={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', padding: 24 }}>{children}</div>
)
