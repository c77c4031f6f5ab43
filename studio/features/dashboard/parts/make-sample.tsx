import { useMutation } from '@tanstack/react-query'
import { LoaderCircleIcon, SparklesIcon } from 'lucide-react'
import { useLocation } from 'wouter'
import { call } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { refresh } from '#lib/queries.ts'
import { dashboard } from '#messages/dashboard.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'

/** A project with photos that the house draws itself, to try everything with. */
export function MakeSample() {
  const words = useMessages(dashboard)
  const [, navigate] = useLocation()
  const sample = useMutation({
    mutationFn: () => call('POST /api/sample-project'),
    onSuccess: async ({ id }) => {
      await refresh('GET /api/projects')
      navigate(`/projects/${id}`)
    },
  })
  return (
    <>
      <Button variant="outline" disabled={sample.isPending} onClick={() => sample.mutate()}>
        {sample.isPending ? <LoaderCircleIcon className="animate-spin" /> : <SparklesIcon />}
        {sample.isPending ? words.makingSample : words.makeSample}
      </Button>
      {sample.isError && <ErrorNote reason={sample.error} className="w-full text-left" />}
    </>
  )
}
