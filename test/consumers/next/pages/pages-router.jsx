import Head from 'next/head'
import { Chat } from '../src/Chat'

export default function Page() {
  return (
    <>
      <Head>
        <link rel="icon" href="data:," />
      </Head>
      <Chat />
    </>
  )
}
