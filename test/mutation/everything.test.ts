import { loadAll } from './loadAll.ts'

// What Stryker runs first, to see which test meets which mutant; and for the mutants of what runs when a module is loaded.
loadAll()
