import { type ReactNode, useId } from 'react'

interface OptionProps {
  readonly label: string
  /** What one writes in JSX. */
  readonly code: string
  /** What it does, in one line. */
  readonly text: string
  /** The default, in words. */
  readonly default: string
  readonly isChanged: boolean
}

interface FrameProps extends OptionProps {
  readonly isFlag?: boolean
  /** Renders the control, with its id and the id of what describes it. */
  readonly children: (id: string, description: string) => ReactNode
}

/** An option: its label, what it does, its default, whether it was changed, and the control. */
function Option({ label, code, text, default: usual, isChanged, isFlag = false, children }: FrameProps) {
  const id = useId()
  const description = `${id}-text`
  return (
    <div className={`option${isChanged ? ' option-changed' : ''}${isFlag ? ' option-flag' : ''}`}>
      <div className="option-head">
        {isFlag && children(id, description)}
        <label htmlFor={id}>
          {label} <code>{code}</code>
        </label>
        {isChanged && <span className="option-mark">Changed</span>}
      </div>
      <p className="option-text" id={description}>
        {text} Default: {usual}.
      </p>
      {!isFlag && children(id, description)}
    </div>
  )
}

export interface ChoiceProps<Value extends string | number> extends OptionProps {
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

export function Choice<Value extends string | number>({
  value,
  choices,
  onChange,
  ...option
}: ChoiceProps<Value>) {
  return (
    <Option {...option}>
      {(id, description) => (
        <select
          id={id}
          aria-describedby={description}
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => String(choice.value) === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Option>
  )
}

interface TextFieldProps extends OptionProps {
  readonly value: string
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly onChange: (value: string) => void
}

export function TextField({ value, placeholder, disabled, onChange, ...option }: TextFieldProps) {
  return (
    <Option {...option}>
      {(id, description) => (
        <input
          id={id}
          aria-describedby={description}
          value={value}
          placeholder={placeholder}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Option>
  )
}

interface FlagProps extends OptionProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Flag({ checked, onChange, ...option }: FlagProps) {
  return (
    <Option {...option} isFlag>
      {(id, description) => (
        <input
          id={id}
          type="checkbox"
          aria-describedby={description}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
    </Option>
  )
}

interface GroupProps {
  readonly label: string
  readonly code: string
  readonly text: string
  readonly isChanged: boolean
  readonly children: ReactNode
}

/** Options that belong to one prop, folded. */
export function Group({ label, code, text, isChanged, children }: GroupProps) {
  return (
    <details className={isChanged ? 'option option-group option-changed' : 'option option-group'}>
      <summary>
        {label} <code>{code}</code>
        {isChanged && <span className="option-mark">Changed</span>}
        <span className="option-text">{text}</span>
      </summary>
      <div className="option-grid">{children}</div>
    </details>
  )
}
