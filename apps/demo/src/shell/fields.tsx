interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly wide?: boolean
  readonly disabled?: boolean
  readonly onChange: (value: string) => void
}

/** A labelled text input. The placeholder describes the default. */
export function TextField({ label, wide = false, onChange, ...input }: TextFieldProps) {
  return (
    <label className={wide ? 'field field-wide' : 'field'}>
      <span className="field-name">{label}</span>
      <input {...input} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="field-check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="field-name">{label}</span>
    </label>
  )
}
