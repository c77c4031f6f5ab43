import {
  ClapperboardIcon,
  GalleryVerticalEndIcon,
  HeadsetIcon,
  LayoutDashboardIcon,
  ShieldIcon,
  type LucideIcon,
} from 'lucide-react'
import type { shell } from '#messages/shell.ts'

type Word = {
  [K in keyof (typeof shell)['en']]: (typeof shell)['en'][K] extends string ? K : never
}[keyof (typeof shell)['en']]

export interface PageLink {
  readonly href: string
  readonly word: Word
  readonly adminOnly?: true
}

/** The rooms of the rail. `homes` are the beginnings of addresses that make one of them the present one. */
export const rooms: readonly (PageLink & { homes: readonly string[]; icon: LucideIcon })[] = [
  { href: '/dashboard', homes: ['/dashboard'], word: 'dashboard', icon: LayoutDashboardIcon },
  { href: '/projects', homes: ['/projects'], word: 'scenes', icon: ClapperboardIcon },
  {
    href: '/slideshows',
    homes: ['/slideshows', '/calendar', '/posts'],
    word: 'slideshows',
    icon: GalleryVerticalEndIcon,
  },
  { href: '/coach', homes: ['/coach'], word: 'coach', icon: HeadsetIcon },
  { href: '/admin/people', homes: ['/admin'], word: 'admin', icon: ShieldIcon, adminOnly: true },
]

/** Pages of a room that are not on the rail. */
export const morePages: readonly PageLink[] = [
  { href: '/calendar', word: 'calendar' },
  { href: '/posts', word: 'posts' },
  { href: '/coach/scenarios', word: 'scenarios' },
  { href: '/coach/techniques', word: 'techniques' },
  { href: '/coach/sessions', word: 'rehearsals' },
  { href: '/coach/analytics', word: 'analytics' },
  { href: '/coach/team', word: 'team' },
]

export const settingsPages: readonly PageLink[] = [
  { href: '/settings/profile', word: 'profile' },
  { href: '/settings/preferences', word: 'preferences' },
  { href: '/settings/shots', word: 'shots' },
  { href: '/settings/publishing', word: 'publishing' },
  { href: '/settings/workspaces', word: 'workspaces' },
  { href: '/settings/account', word: 'account' },
  { href: '/settings/sessions', word: 'sessions' },
]

export const adminPages: readonly PageLink[] = [
  { href: '/admin/people', word: 'people', adminOnly: true },
  { href: '/admin/workspaces', word: 'plans', adminOnly: true },
  { href: '/admin/calls', word: 'allCalls', adminOnly: true },
  { href: '/admin/generations', word: 'generations', adminOnly: true },
  { href: '/admin/errors', word: 'errors', adminOnly: true },
  { href: '/admin/jobs', word: 'deadJobs', adminOnly: true },
]
