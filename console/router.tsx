import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import { patterns } from './paths.ts'
import { Lost } from './ui/lost.tsx'
import { Trouble } from './ui/trouble.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost })

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: patterns.welcome,
    component: lazyRouteComponent(() => import('./pages/welcome.tsx'), 'Welcome'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: patterns.signIn,
    component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
  }),
]

const app = createRoute({ getParentRoute: () => root, id: 'app', component: Shell })

// Each page is a file of its own, fetched when it is opened or about to be.
const inside = [
  createRoute({
    getParentRoute: () => app,
    path: patterns.today,
    component: lazyRouteComponent(() => import('./pages/today/page.tsx'), 'Today'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.conversation,
    component: lazyRouteComponent(() => import('./pages/inbox/page.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.inbox,
    component: lazyRouteComponent(() => import('./pages/inbox/page.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.requests,
    component: lazyRouteComponent(() => import('./pages/requests/page.tsx'), 'Requests'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.request,
    component: lazyRouteComponent(() => import('./pages/request/page.tsx'), 'RequestPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.evidence,
    component: lazyRouteComponent(() => import('./pages/evidence/page.tsx'), 'Evidence'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.promises,
    component: lazyRouteComponent(() => import('./pages/promises/page.tsx'), 'Promises'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.recoveries,
    component: lazyRouteComponent(() => import('./pages/recoveries/page.tsx'), 'Recoveries'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.recovery,
    component: lazyRouteComponent(() => import('./pages/recovery/page.tsx'), 'RecoveryPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.customers,
    component: lazyRouteComponent(() => import('./pages/customers/page.tsx'), 'Customers'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.customer,
    component: lazyRouteComponent(() => import('./pages/customer/page.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.imports,
    component: lazyRouteComponent(() => import('./pages/imports/page.tsx'), 'Imports'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.import,
    component: lazyRouteComponent(() => import('./pages/import/page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.notifications,
    component: lazyRouteComponent(() => import('./pages/notifications/page.tsx'), 'Notifications'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.mail,
    component: lazyRouteComponent(() => import('./pages/mail/page.tsx'), 'Mail'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.policies,
    component: lazyRouteComponent(() => import('./pages/policies/page.tsx'), 'Policies'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.policy,
    component: lazyRouteComponent(() => import('./pages/policies/policy.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.forecast,
    component: lazyRouteComponent(() => import('./pages/forecast/page.tsx'), 'Forecast'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.overrides,
    component: lazyRouteComponent(() => import('./pages/forecast/overrides.tsx'), 'OverridesPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.calendar,
    component: lazyRouteComponent(() => import('./pages/calendar/page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.settings,
    component: lazyRouteComponent(() => import('./pages/settings/page.tsx'), 'Settings'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: patterns.settingsSection,
    component: lazyRouteComponent(() => import('./pages/settings/page.tsx'), 'Settings'),
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
