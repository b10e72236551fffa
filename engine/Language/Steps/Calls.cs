using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Steps;

/// <summary>The runbooks that are called while one is compiled: each is read and compiled once.</summary>
/// <param name="kept">Those that were compiled before; null where each is compiled anew.</param>
internal sealed class Calls(ISources sources, DiagnosticBag all, KeptCalls? kept = null)
{
    /// <summary>How deep runbooks may call each other.</summary>
    public const int MaxDepth = 16;

    private readonly Dictionary<string, CalledRunbook> _called = new(StringComparer.Ordinal);
    private readonly List<SourceText> _texts = [];

    /// <summary>All texts that were opened, in the order of their first use.</summary>
    public IReadOnlyList<SourceText> Texts => _texts;

    /// <summary>The plan of the runbook at a path, or null with the reason reported at <paramref name="location"/>.</summary>
    public Plan? Open(RunbookFile caller, string path, Location location)
    {
        if (Text(caller, path, location) is not { } source) return null;
        var chain = caller.Callers.Append(caller).ToList();
        var before = chain.FindIndex(file => file.Source.Name == source.Name);
        if (before >= 0)
        {
            var circle = string.Join(" → ", chain[before..].Select(file => file.Source.Name).Append(source.Name));
            caller.Diagnostics.Add(CallCodes.Cycle, $"this call goes round in a circle: {circle}", location, "calls what called it",
                "move what both need into a runbook of its own");
            return null;
        }

        if (chain.Count > MaxDepth)
        {
            caller.Diagnostics.Add(CallCodes.TooDeep, $"runbooks call each other more than {MaxDepth} deep", location, "one call too many");
            return null;
        }

        return Compile(caller, source, chain, location);
    }

    /// <summary>The text at a path, or null with a report.</summary>
    public SourceText? Text(RunbookFile caller, string path, Location location)
    {
        if (!path.Contains('\0', StringComparison.Ordinal) && sources.Open(caller.Source, path) is { } source)
        {
            caller.Symbols?.Call(location, path, source);
            caller.Openings.Add(new(caller.Source, path, source));
            if (_texts.Find(known => known.Name == source.Name) is { } known) return known;
            _texts.Add(source);
            return source;
        }

        caller.Diagnostics.Add(CallCodes.NotFound, $"there is no file `{path}`", location, "not found",
            path.Contains("://", StringComparison.Ordinal) ? "a runbook is a file on this machine: fetch it first"
            : path.StartsWith('~') ? "`~` is not expanded: write the path out, relative to this file"
            : path.StartsWith('/') ? "correct the path; one that does not begin with `/` is relative to this file"
            : $"the path is relative to {caller.Source.Name}");
        return null;
    }

    private Plan? Compile(RunbookFile caller, SourceText source, List<RunbookFile> chain, Location location)
    {
        if (!_called.TryGetValue(source.Name, out var called))
        {
            called = kept?.Find(source, sources) is { } before && chain.Count + before.Height <= MaxDepth ? before : Compile(source, chain, caller.Symbols is not null);
            _called.Add(source.Name, called);
            kept?.Keep(called);
            foreach (var diagnostic in called.Diagnostics) all.Add(diagnostic);
            foreach (var opening in called.Openings)
                if (!_texts.Exists(known => known.Name == opening.Text.Name)) _texts.Add(opening.Text);
        }

        caller.Openings.AddRange(called.Openings);
        caller.Height = Math.Max(caller.Height, called.Height + 1);
        if (called.Symbols is { } symbols) caller.Symbols?.Include(symbols);
        if (called.Plan is null)
            caller.Diagnostics.Add(CallCodes.CalleeHasErrors, $"the called runbook {source.Name} has errors", location, "called here",
                "correct them first; they are listed with their own places");
        return called.Plan;
    }

    private CalledRunbook Compile(SourceText source, List<RunbookFile> chain, bool hasSymbols)
    {
        var own = new DiagnosticBag();
        foreach (var problem in source.Problems) own.Add(problem);
        var file = new RunbookFile(source, own, this, chain) { Symbols = hasSymbols ? new() : null };
        var plan = own.HasErrors ? null : PlanBuilder.Build(file);
        var inner = file.Openings.Select(opening => opening.Text.Name).Distinct().Select(name => _called.GetValueOrDefault(name)).OfType<CalledRunbook>();
        return new(source, own.HasErrors ? null : plan, [.. own, .. kept is null ? [] : inner.SelectMany(one => one.Diagnostics)], file.Symbols, [.. file.Openings.Distinct()], file.Height);
    }
}
