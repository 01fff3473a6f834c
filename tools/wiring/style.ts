/** Colours and letters of the drawings, by day and by night. */

export const STYLE = `
    svg { background: #fff; color: #24292f }
    text { font: 14px system-ui, sans-serif; fill: #24292f }
    .title { font-size: 22px; font-weight: 600 } .name { font-weight: 600 }
    .small { font-size: 12px; fill: #57606a } .right { text-anchor: end } .middle { text-anchor: middle }
    .board { fill: #f1f5f1; stroke: #2f6f44; stroke-width: 2 } .part { fill: #f6f8fa; stroke: #57606a; stroke-width: 1.5 }
    .wire { fill: none; stroke-width: 2.5; stroke-linejoin: round }
    .clock { stroke: #0969da } .out { stroke: #8250df } .in { stroke: #bf3989 } .select { stroke: #bc4c00 }
    .other { stroke: #57606a } .lamp { stroke: #bf8700 } .key { stroke: #1a7f37 } .display { stroke: #0a7ea4 }
    .relay { stroke: #cf222e } .open { stroke: #8c959f; stroke-dasharray: 4 4 } .beyond { stroke: #57606a } .line { stroke: #24292f }
    .dot { stroke: none } .dot.clock { fill: #0969da } .dot.out { fill: #8250df } .dot.in { fill: #bf3989 }
    .sign { fill: none; stroke: #24292f; stroke-width: 2 } .filled { fill: #24292f }
    .pill { stroke: none } .pill-text { font-size: 12px; font-weight: 600; text-anchor: middle; stroke: none }
    .pill.gpio { fill: #2f6f44 } .pill-text.gpio { fill: #fff }
    .pill.v3 { fill: #fb8f44 } .pill.v5 { fill: #cf222e } .pill.gnd { fill: #32383f } .pill-text.v5, .pill-text.gnd { fill: #fff }
    .pill-text.v3 { fill: #24292f } .pill.resistor { fill: #fff8c5; stroke: #9a6700; stroke-width: 1 } .pill-text.resistor { fill: #4d2d00; font-weight: 400 }
    @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 } text { fill: #e6edf3 } .small { fill: #9198a1 }
        .board { fill: #12261a; stroke: #3fb950 } .part { fill: #161b22; stroke: #8d96a0 }
        .clock { stroke: #58a6ff } .out { stroke: #a371f7 } .in { stroke: #f778ba } .select { stroke: #f0883e }
        .other, .beyond { stroke: #8d96a0 } .lamp { stroke: #d29922 } .key { stroke: #3fb950 } .display { stroke: #39c5cf }
        .line, .sign { stroke: #e6edf3 } .filled { fill: #e6edf3 } .dot { stroke: none }
        .dot.clock { fill: #58a6ff } .dot.out { fill: #a371f7 } .dot.in { fill: #f778ba } .pill.gnd { fill: #6e7681 } .pill { stroke: none }
    }
`
