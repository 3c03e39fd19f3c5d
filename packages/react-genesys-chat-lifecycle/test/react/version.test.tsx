import * as React from 'react'
import * as ReactDOM from 'react-dom'
import { expect, it } from 'vitest'

it('runs on the React that its project names', () => {
  const wanted = process.env.REACT_MAJOR ?? '19'
  expect([React.version, ReactDOM.version].map((version) => version.split('.')[0])).toEqual([wanted, wanted])
})
