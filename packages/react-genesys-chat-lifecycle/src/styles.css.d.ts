// A stylesheet exports nothing. That it is declared lets TypeScript check the import, whatever the bundler.
export {}
