/** Monday to Friday, 8:00 to 18:00, where the hotline is. */
export function isOpenAt(now: Date, timeZone = 'Europe/Berlin'): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now)
  const read = (type: 'weekday' | 'hour') => parts.find((part) => part.type === type)?.value ?? ''
  const hour = Number(read('hour'))
  return !['Sat', 'Sun'].includes(read('weekday')) && hour >= 8 && hour < 18
}
