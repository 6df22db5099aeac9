/// How a page looks, on light and on dark paper, on a desk and on a phone.
enum ReportStyle {
  /// The style sheet, without that of charts and graph.
  static let sheet = """
    :root { --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #e4e8ec; --panel: #f6f8fa;
    --right: #0072b2; --wrong: #d55e00; --best: #eef6fc; }
    @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9198a1;
    --line: #262c34; --panel: #151b23; --right: #58a6e0; --wrong: #f0883e; --best: #10243a; } }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
    font: 16px/1.55 -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; }
    main, footer { max-width: 1040px; margin: 0 auto; padding: 0 24px; }
    header { padding: 56px 0 8px; }
    h1, .lead { text-wrap: balance; }
    h1 { font-size: 40px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 12px;
    font-weight: 650; overflow-wrap: anywhere; }
    h2 { font-size: 22px; letter-spacing: -0.01em; margin: 0 0 6px; font-weight: 620; }
    h2.part { margin: 72px 0 -24px; padding-top: 24px; border-top: 2px solid var(--ink);
    font-size: 28px; overflow-wrap: anywhere; }
    h3 { font-size: 15px; margin: 24px 0 10px; font-weight: 600; color: var(--soft); }
    p { margin: 0 0 16px; max-width: 68ch; color: var(--soft); }
    .kicker { margin: 0 0 6px; font-size: 13px; letter-spacing: 0.08em; text-transform: uppercase; }
    .lead { font-size: 18px; overflow-wrap: anywhere; }
    section { margin: 64px 0 0; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    gap: 1px; margin: 32px 0 0; background: var(--line); border: 1px solid var(--line);
    border-radius: 12px; overflow: hidden; }
    .figures div { background: var(--paper); padding: 16px 18px; }
    dt { font-size: 13px; color: var(--soft); }
    dd { margin: 2px 0 0; font-size: 26px; font-weight: 600; letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums; }
    dd small { display: block; font-size: 12px; font-weight: 400; letter-spacing: 0;
    color: var(--soft); }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
    gap: 28px; }
    .beside { display: grid; gap: 28px; align-items: start;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
    .calibration .ideal { stroke-dasharray: 4 4; }
    .calibration .range { stroke-width: 2; stroke-opacity: 0.45; }
    figure { margin: 0; }
    svg { display: block; max-width: 100%; height: auto; }
    svg.chart, svg.confusion { width: 100%; }
    .wide { overflow-x: auto; margin: 0 0 8px; }
    .wide + h3 { margin-top: 36px; }
    .wide:focus-visible { outline: 2px solid var(--right); outline-offset: 4px; }
    table { border-collapse: collapse; font-size: 14px; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { padding: 7px 24px 7px 0; text-align: left; border-bottom: 1px solid var(--line);
    vertical-align: middle; font-weight: 400; }
    thead th { color: var(--soft); font-size: 13px; white-space: nowrap; }
    tbody th { font-weight: 600; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .s, tbody th { white-space: nowrap; }
    th:last-child, td:last-child { padding-right: 8px; }
    th:first-child, td:first-child { padding-left: 8px; }
    tr.best { background: var(--best); }
    .run { display: inline-flex; align-items: center; gap: 8px; white-space: nowrap; }
    svg.swatch { width: 22px; flex: none; }
    details { margin: 16px 0 0; }
    summary { cursor: pointer; color: var(--right); font-size: 15px; padding: 4px 0; }
    pre { background: var(--panel); border-radius: 8px; padding: 14px 16px; overflow-x: auto;
    font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    .command { white-space: pre-wrap; overflow-wrap: anywhere; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(108px, 1fr)); gap: 14px; }
    .cards figure { border: 1px solid var(--line); border-radius: 10px; padding: 8px 8px 10px;
    background: var(--panel); }
    .drawing path { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linecap: round;
    stroke-linejoin: round; }
    .cards .drawing { width: 100%; }
    figcaption { font-size: 13px; line-height: 1.35; text-align: center; overflow-wrap: anywhere; }
    figcaption b, figcaption s, figcaption span { display: block; }
    figcaption b { font-weight: 600; }
    figcaption s { color: var(--wrong); }
    figcaption span { color: var(--soft); font-variant-numeric: tabular-nums; font-size: 12px; }
    .thumbs { display: inline-flex; gap: 6px; vertical-align: middle; }
    .thumbs .drawing { width: 40px; height: 40px; }
    .thumbs .drawing path { stroke-width: 4; }
    .confusion text { font-size: 12px; fill: var(--ink); }
    .confusion .row { text-anchor: end; }
    .confusion .count { text-anchor: middle; font-size: 10px; font-variant-numeric: tabular-nums; }
    .confusion .strong { fill: var(--paper); }
    .confusion .ground { fill: var(--panel); }
    .confusion .right, .key.right { fill: var(--right); }
    .confusion .wrong { fill: var(--wrong); }
    .key { display: inline-block; width: 12px; height: 12px; border-radius: 3px;
    background: var(--right); vertical-align: -1px; }
    .key.wrong { background: var(--wrong); margin-left: 6px; }
    .interval { width: 140px; }
    .interval .track { stroke: var(--line); stroke-width: 2; }
    .interval .range { stroke: var(--right); stroke-width: 3; stroke-opacity: 0.4;
    stroke-linecap: round; }
    .interval .share { fill: var(--right); }
    svg.graph { margin: 0 auto; }
    .note { border-left: 3px solid var(--wrong); padding-left: 12px; }
    footer { margin-top: 72px; padding-top: 20px; padding-bottom: 48px; color: var(--soft);
    font-size: 14px; }
    @media (max-width: 600px) {
    main, footer { padding: 0 16px; }
    header { padding-top: 32px; }
    h1 { font-size: 30px; }
    section { margin-top: 48px; }
    th, td { padding-right: 18px; }
    .figures { grid-template-columns: repeat(2, 1fr); }
    dd { font-size: 22px; }
    svg.confusion, svg.graph { min-width: 560px; }
    }
    @media print { details { display: none; } section { break-inside: avoid-page; } }
    """
}
