/** Colours keep a contrast of at least 4.5 to 1 on their ground (WCAG 2.2, 1.4.3) in both schemes. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1f2328;--quiet:#59636e;--line:#d1d9e0;--panel:#f6f8fa;
--error:#b42318;--warning:#8a5300;--information:#0b5cad;--hint:#0a6b6b;--passed:#1a7135;--mark:#fff1c2}
@media (prefers-color-scheme:dark){:root{--ground:#15191e;--text:#e6edf3;--quiet:#9da7b1;--line:#323a44;--panel:#1d232a;
--error:#ff8a80;--warning:#f0b45c;--information:#79b8ff;--hint:#5fd0d0;--passed:#5ed17f;--mark:#4d3d0c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:2rem 1.25rem 4rem;background:var(--ground);color:var(--text);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.5rem 0 .75rem}h3{font-size:1rem;margin:1.75rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.25rem 0}.quiet{color:var(--quiet)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600}thead th{color:var(--quiet);font-size:.875rem}.number{text-align:right;white-space:nowrap}
.scroll ul{margin:.25rem 0 0;padding-left:1.1rem}
meter{width:5rem;height:.9rem;vertical-align:middle}
article{border-left:3px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.9rem 0}
.error{border-color:var(--error)}.warning{border-color:var(--warning)}.information{border-color:var(--information)}
.hint{border-color:var(--hint)}
.error b{color:var(--error)}.warning b{color:var(--warning)}.information b{color:var(--information)}.hint b{color:var(--hint)}
.failed{color:var(--error)}.passed{color:var(--passed)}.manual{color:var(--warning)}.not-applicable{color:var(--quiet)}
pre{margin:.5rem 0;padding:.5rem .75rem;background:var(--panel);border-radius:4px;overflow-x:auto;font:14px/1.5 ui-monospace,monospace}
code{font:.9em ui-monospace,monospace}mark{background:var(--mark);color:inherit;border-bottom:2px solid currentColor}
a{color:var(--information)}
`;
