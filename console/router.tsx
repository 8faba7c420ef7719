import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import { patterns } from './paths.ts'
import { fetchedWithTexts } from './ui/area-texts.tsx'
import { Lost } from './ui/lost.tsx'
import { Trouble } from './ui/trouble.tsx'

/** A page is a file of its own, fetched with its texts when it is opened or about to be. */
const page = <T extends object>(load: () => Promise<T>, name: keyof T & string) =>
  lazyRouteComponent(() => fetchedWithTexts(load), name)

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost })

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: patterns.welcome,
    component: page(() => import('./pages/welcome.tsx'), 'Welcome'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: patterns.signIn,
    component: page(() => import('./pages/sign-in.tsx'), 'SignIn'),
  }),
]

const app = createRoute({ getParentRoute: () => root, id: 'app', component: Shell })

const inside = [
  createRoute({
    getParentRoute: () => app,
    path: patterns.today,
    component: page(() => import('./pages/today/page.tsx'), 'Today'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.conversation,
    component: page(() => import('./pages/inbox/page.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.inbox,
    component: page(() => import('./pages/inbox/page.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.requests,
    component: page(() => import('./pages/requests/page.tsx'), 'Requests'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.request,
    component: page(() => import('./pages/request/page.tsx'), 'RequestPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.evidence,
    component: page(() => import('./pages/evidence/page.tsx'), 'Evidence'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.promises,
    component: page(() => import('./pages/promises/page.tsx'), 'Promises'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.recoveries,
    component: page(() => import('./pages/recoveries/page.tsx'), 'Recoveries'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.recovery,
    component: page(() => import('./pages/recovery/page.tsx'), 'RecoveryPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.customers,
    component: page(() => import('./pages/customers/page.tsx'), 'Customers'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.customer,
    component: page(() => import('./pages/customer/page.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.imports,
    component: page(() => import('./pages/imports/page.tsx'), 'Imports'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.import,
    component: page(() => import('./pages/import/page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.notifications,
    component: page(() => import('./pages/notifications/page.tsx'), 'Notifications'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.mail,
    component: page(() => import('./pages/mail/page.tsx'), 'Mail'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.policies,
    component: page(() => import('./pages/policies/page.tsx'), 'Policies'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.policy,
    component: page(() => import('./pages/policies/policy.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.forecast,
    component: page(() => import('./pages/forecast/page.tsx'), 'Forecast'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.overrides,
    component: page(() => import('./pages/forecast/overrides.tsx'), 'OverridesPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.calendar,
    component: page(() => import('./pages/calendar/page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.settings,
    component: page(() => import('./pages/settings/page.tsx'), 'Settings'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.settingsSection,
    component: page(() => import('./pages/settings/page.tsx'), 'Settings'),
  }),
  // Whoever is lost keeps the navigation.
  createRoute({ getParentRoute: () => app, path: '$', component: Lost }),
]

/** Filters are plain text in the address (`?status=open`), never JSON. */
export const router = createRouter({
  routeTree: root.addChildren([...outside, app.addChildren(inside)]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values) => {
    const text = new URLSearchParams(
      Object.entries(values as Record<string, unknown>)
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [name, String(value)]),
    ).toString()
    return text === '' ? '' : `?${text}`
  },
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => (
    <div style={{ padding: 24 }}>
      <Trouble error={error} onRetry={reset} />
    </div>
  ),
})
