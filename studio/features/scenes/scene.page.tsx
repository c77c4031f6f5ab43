import { PageBody, PageHeader } from '#patterns/page-header.tsx'

export default function Page() {
  return (
    <PageBody>
      <PageHeader title="scene" />
    </PageBody>
  )
}
