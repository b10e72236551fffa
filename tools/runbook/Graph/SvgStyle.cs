namespace MeshRunbook.Cli.Graph;

/// <summary>How the picture looks. Kinds differ by mark and shape and not by colour alone.</summary>
internal static class SvgStyle
{
    public const string Css = """
        :root{--paper:#fff;--ink:#1f2328;--dim:#59636e;--line:#9aa4af;--open:#f6f8fa;--command:#0550ae;--commandFill:#eef5ff;--check:#1a7f37;--checkFill:#effaf1;--gate:#8a5a00;--gateFill:#fff4d6;--point:#3d444d;--bad:#cf222e;--badFill:#ffebe9}
        @media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--dim:#9198a1;--line:#5b646f;--open:#151b23;--command:#79b8ff;--commandFill:#12233a;--check:#56d364;--checkFill:#12261a;--gate:#e3b341;--gateFill:#2e2410;--point:#c9d1d9;--bad:#ff7b72;--badFill:#3a1517}}
        .paper{fill:var(--paper)}
        text{font:12px ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--ink)}
        .head{font-size:18px;font-weight:600}.sub,.lane,.right{fill:var(--dim);font-size:11px}.right{text-anchor:end}
        .box{fill:var(--open);stroke:var(--line);stroke-width:1}.mark{text-anchor:middle;fill:var(--dim)}
        .command .box{fill:var(--commandFill);stroke:var(--command)}.command .mark{fill:var(--command)}
        .check .box{fill:var(--checkFill);stroke:var(--check)}.check .mark{fill:var(--check)}
        .gate .box{fill:var(--gateFill);stroke:var(--gate);stroke-width:1.5}.gate .mark{fill:var(--gate);font-weight:700}.gate text:not(.right){font-weight:600}
        .checkpoint .box{fill:var(--point);stroke:none}.checkpoint text,.checkpoint .mark{fill:var(--paper);font-weight:600}
        .open>text:not(.right){font-weight:600}
        .maybe>.box{stroke-dasharray:6 3}
        .edge{fill:none;stroke:var(--line);stroke-width:1.3}.back{fill:none;stroke:var(--bad);stroke-width:1.3;stroke-dasharray:3 2}.rollback text{fill:var(--bad);font-size:11px}
        .tip{fill:var(--line)}.tipBack{fill:var(--bad)}
        .pending .box{fill:var(--paper);stroke:var(--line);stroke-dasharray:3 3}.pending text,.pending .mark{fill:var(--dim)}
        .skipped .box{fill:var(--paper);stroke:var(--line)}.skipped text,.skipped .mark{fill:var(--dim);text-decoration:line-through}
        .done .box{fill:var(--checkFill);stroke:var(--check)}.done .mark{fill:var(--check)}
        .runs .box{fill:var(--commandFill);stroke:var(--command);stroke-width:2}.waits .box{fill:var(--gateFill);stroke:var(--gate);stroke-width:2}
        .failed .box{fill:var(--badFill);stroke:var(--bad);stroke-width:2}.failed .mark{fill:var(--bad)}
        .checkpoint.pending .box,.checkpoint.done .box{stroke-width:1.5}.checkpoint.done text,.checkpoint.done .mark{fill:var(--check)}
        @media print{.paper{fill:#fff}}
        """;

    /// <summary>The heads of arrows.</summary>
    public const string Arrow = """
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker><marker id="back" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tipBack" d="M0 0 8 4 0 8z"/></marker></defs>
        """;

    public static string Mark(FlowKind kind) => kind switch
    {
        FlowKind.Command => "▸",
        FlowKind.Check => "✓",
        FlowKind.Gate => "?",
        FlowKind.Checkpoint => "⚑",
        FlowKind.Loop => "↻",
        FlowKind.Parallel => "⇉",
        FlowKind.Call => "→",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
