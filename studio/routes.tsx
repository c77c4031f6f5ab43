import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { AdminsOnly, ApprovedOnly } from '#features/shell/gate.tsx'
import { NotFound } from '#features/shell/not-found.tsx'
import { ErrorBoundary } from '#patterns/error-boundary.tsx'
import { PageLoading } from '#patterns/loading.tsx'

type Page = LazyExoticComponent<ComponentType>
const page = (load: () => Promise<{ default: ComponentType }>): Page => lazy(load)

/** Plain pages without the shell, for people who are not (or not yet) in. */
const outside: Readonly<Record<string, Page>> = {
  '/sign-in': page(() => import('#features/accounts/sign-in.page.tsx')),
  '/sign-up': page(() => import('#features/accounts/sign-up.page.tsx')),
  '/confirm': page(() => import('#features/accounts/confirm.page.tsx')),
  '/reset': page(() => import('#features/accounts/reset.page.tsx')),
  '/waiting': page(() => import('#features/accounts/waiting.page.tsx')),
  '/join': page(() => import('#features/workspaces/join.page.tsx')),
  '/approve/:token': page(() => import('#features/accounts/approve.page.tsx')),
}

/** Pages inside the shell, for approved people. */
const inside: Readonly<Record<string, Page>> = {
  '/dashboard': page(() => import('#features/dashboard/dashboard.page.tsx')),
  '/projects': page(() => import('#features/projects/projects.page.tsx')),
  '/projects/:projectId': page(() => import('#features/projects/project.page.tsx')),
  '/projects/:projectId/scenes/:sceneId': page(() => import('#features/scenes/scene.page.tsx')),
  '/slideshows': page(() => import('#features/slideshows/slideshows.page.tsx')),
  '/slideshows/:sessionId': page(() => import('#features/slideshows/session.page.tsx')),
  '/coach': page(() => import('#features/practice/practice.page.tsx')),
  '/coach/analytics': page(() => import('#features/practice/analytics.page.tsx')),
  '/coach/team': page(() => import('#features/practice/team.page.tsx')),
  '/coach/sessions': page(() => import('#features/roleplays/sessions.page.tsx')),
  '/coach/sessions/:sessionId': page(() => import('#features/roleplays/rehearsal.page.tsx')),
  '/coach/scenarios': page(() => import('#features/scenarios/scenarios.page.tsx')),
  '/coach/scenarios/:scenarioId': page(() => import('#features/scenarios/scenario.page.tsx')),
  '/coach/scenarios/:scenarioId/edit': page(() => import('#features/scenarios/builder.page.tsx')),
  '/coach/techniques': page(() => import('#features/techniques/techniques.page.tsx')),
  '/calendar': page(() => import('#features/calendar/calendar.page.tsx')),
  '/posts': page(() => import('#features/posts/posts.page.tsx')),
  '/settings/profile': page(() => import('#features/accounts/profile.page.tsx')),
  '/settings/preferences': page(() => import('#features/accounts/preferences.page.tsx')),
  '/settings/account': page(() => import('#features/accounts/account.page.tsx')),
  '/settings/shots': page(() => import('#features/shots/shots.page.tsx')),
  '/settings/publishing': page(() => import('#features/posts/publishing.page.tsx')),
  '/settings/publishing/return': page(() => import('#features/posts/return.page.tsx')),
  '/settings/workspaces': page(() => import('#features/workspaces/workspaces.page.tsx')),
  '/settings/workspaces/:workspaceId': page(() => import('#features/workspaces/workspace.page.tsx')),
  '/settings/sessions': page(() => import('#features/accounts/sessions.page.tsx')),
}

/** Pages inside the shell, for admins. */
const admin: Readonly<Record<string, Page>> = {
  '/admin/people': page(() => import('#features/accounts/people.page.tsx')),
  '/admin/workspaces': page(() => import('#features/workspaces/plans.page.tsx')),
  '/admin/calls': page(() => import('#features/roleplays/all-calls.page.tsx')),
  '/admin/generations': page(() => import('#features/operations/generations.page.tsx')),
  '/admin/errors': page(() => import('#features/operations/errors.page.tsx')),
  '/admin/jobs': page(() => import('#features/operations/jobs.page.tsx')),
}

const Shell = lazy(() => import('#features/shell/shell.tsx'))

export function Routes() {
  return (
    <Switch>
      {Object.entries(outside).map(([path, Component]) => (
        <Route key={path} path={path} component={Component} />
      ))}
      <Route path="/">
        <Redirect to="/dashboard" replace />
      </Route>
      <Route path="/settings">
        <Redirect to="/settings/profile" replace />
      </Route>
      <Route path="/admin">
        <Redirect to="/admin/people" replace />
      </Route>
      <Route>
        <ApprovedOnly>
          <Shell>
            <Inside />
          </Shell>
        </ApprovedOnly>
      </Route>
    </Switch>
  )
}

function Inside() {
  const [location] = useLocation()
  return (
    <ErrorBoundary resetKey={location}>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          {Object.entries(inside).map(([path, Component]) => (
            <Route key={path} path={path} component={Component} />
          ))}
          {Object.entries(admin).map(([path, Component]) => (
            <Route key={path} path={path}>
              <AdminsOnly>
                <Component />
              </AdminsOnly>
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}
