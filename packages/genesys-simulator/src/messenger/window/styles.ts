/** The styles of the frame. The page's own do not reach into it. */
export const STYLES = `
:root { color-scheme: light; --primary: #444a52; --on-primary: #fff; --line: #d9dde3; --soft: #f1f3f6; --text: #1d2430; --faint: #596272;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { margin: 0; height: 100%; background: transparent; color: var(--text); }
body { display: flex; flex-direction: column; justify-content: flex-end; align-items: flex-end; gap: 12px; padding: 16px; }
button { font: inherit; color: inherit; cursor: pointer; border: 0; background: none; border-radius: 8px; }
button:focus-visible, a:focus-visible, textarea:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px; }
h1, h2, h3, p { margin: 0; padding: 0; }
.gsim-drawing { width: 22px; height: 22px; fill: currentColor; display: block; }
.launcher { flex: none; width: 56px; height: 56px; border-radius: 50%; display: grid; place-items: center; background: var(--primary);
  color: var(--on-primary); box-shadow: 0 4px 14px rgb(0 0 0 / 28%); }
.launcher:focus-visible { outline-offset: 3px; }
.launcher .gsim-drawing { width: 26px; height: 26px; }
.window { flex: 1; min-height: 0; width: 100%; display: flex; flex-direction: column; position: relative; overflow: hidden; background: #fff;
  border-radius: 14px; box-shadow: 0 6px 24px rgb(0 0 0 / 22%); }
.header { display: flex; align-items: center; gap: 4px; padding: 10px 8px 10px 16px; background: var(--primary); color: var(--on-primary); }
.header h1 { flex: 1; font-size: 16px; font-weight: 600; }
.header button:focus-visible { outline-color: var(--on-primary); outline-offset: -2px; }
.icon { width: 40px; height: 40px; flex: none; display: grid; place-items: center; }
.icon:hover { background: rgb(127 127 127 / 22%); }
.panel { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.messages { flex: 1; min-height: 0; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 12px; }
.messages:focus-visible { outline-offset: -2px; }
.message { display: flex; flex-direction: column; gap: 4px; max-width: 86%; overflow-wrap: anywhere; }
.mine { align-self: flex-end; align-items: flex-end; }
.theirs { align-self: flex-start; align-items: flex-start; }
.who, .event time { font-size: 12px; color: var(--faint); }
.bubble { padding: 8px 12px; border-radius: 14px; background: var(--soft); white-space: pre-wrap; }
.mine .bubble { background: var(--primary); color: var(--on-primary); border-end-end-radius: 4px; }
.theirs .bubble { border-end-start-radius: 4px; }
.event { align-self: stretch; display: flex; flex-direction: column; align-items: center; gap: 2px; text-align: center; padding: 12px 0 4px;
  border-top: 1px solid var(--line); }
.resume { color: var(--faint); }
.welcome { margin: auto; color: var(--faint); text-align: center; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 4px; }
.choice { padding: 7px 12px; border: 1px solid var(--primary); border-radius: 18px; background: #fff; font-weight: 500; }
.choice:hover { background: var(--soft); }
.card { width: 100%; min-width: 220px; padding: 12px; border: 1px solid var(--line); border-radius: 12px; display: flex; flex-direction: column;
  gap: 8px; }
.card h3 { font-size: 15px; }
.card img, .picture { max-width: 100%; max-height: 180px; border-radius: 8px; object-fit: cover; }
.link { color: #0b57d0; }
.plain { padding: 8px 12px; color: var(--text); font-weight: 500; }
.plain:hover { background: var(--soft); }
.older { align-self: center; }
.primary, .start-new { padding: 9px 16px; background: var(--primary); color: var(--on-primary); font-weight: 600; }
.typing { padding: 6px 16px 8px; font-size: 13px; color: var(--faint); }
.banner { padding: 8px 16px; background: #fff4d6; color: #5b4300; border-top: 1px solid #eedb9e; }
.composer { flex: none; padding: 8px; border-top: 1px solid var(--line); }
ul.attached { list-style: none; margin: 0; padding: 0 4px 6px; display: flex; flex-wrap: wrap; gap: 6px; font-size: 13px; }
ul.attached:empty { display: none; }
ul.attached li { padding: 3px 10px; border-radius: 12px; background: var(--soft); }
.row { display: flex; align-items: flex-end; gap: 4px; }
.input { flex: 1; min-width: 0; resize: none; font: inherit; font-size: 16px; color: inherit; padding: 8px 10px; border: 1px solid #8b94a3;
  border-radius: 10px; background: #fff; max-height: 96px; }
.send { color: var(--primary); }
.start-new { width: 100%; }
.question { position: absolute; inset: 60px 0 0; background: #fff; display: flex; flex-direction: column;
  justify-content: center; gap: 12px; padding: 24px; }
.question h2, .toast h2 { font-size: 17px; }
.answers { display: flex; justify-content: flex-end; gap: 8px; }
.toast { width: 100%; padding: 16px; background: #fff; border-radius: 12px; box-shadow: 0 6px 24px rgb(0 0 0 / 22%); display: flex;
  flex-direction: column; gap: 10px; }
body.full { padding: 0; }
body.full .window { border-radius: 0; }
body.full .launcher { display: none; }
@media (prefers-contrast: more) { .bubble { border: 1px solid currentColor; } }
`
