import type { ReactNode } from 'react'

export default function Shell({ children }: { children: ReactNode }) {
  return <main>{children}</main>
}
