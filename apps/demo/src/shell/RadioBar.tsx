export interface RadioBarProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly legend: string
  readonly name: string
  readonly value: Value
  readonly choices: readonly {
    readonly value: Value
    readonly label: string
    /** What the choice means, or why it is not available. */
    readonly title: string
    readonly disabled?: boolean
  }[]
  readonly onChange: (value: Value) => void
}

/** A row of choices, of which one is taken. */
export function RadioBar<Value extends string>({
  legend,
  name,
  value,
  choices,
  onChange,
}: RadioBarProps<Value>) {
  return (
    <fieldset className="radio-bar">
      <legend className="visually-hidden">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.title}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === choice.value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
