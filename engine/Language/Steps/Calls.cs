using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Steps;

/// <summary>The runbooks that are called while one is compiled: each is read and compiled once.</summary>
internal sealed class Calls(ISources sources, DiagnosticBag all)
{
    /// <summary>How deep runbooks may call each other.</summary>
    public const int MaxDepth = 16;

    private readonly Dictionary<string, Plan?> _plans = new(StringComparer.Ordinal);
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
        if (!_plans.TryGetValue(source.Name, out var plan))
        {
            var own = new DiagnosticBag();
            foreach (var problem in source.Problems) own.Add(problem);
            plan = own.HasErrors ? null : PlanBuilder.Build(new RunbookFile(source, own, this, chain) { Symbols = caller.Symbols });
            if (own.HasErrors) plan = null;
            _plans.Add(source.Name, plan);
            foreach (var diagnostic in own) all.Add(diagnostic);
        }

        if (plan is null)
            caller.Diagnostics.Add(CallCodes.CalleeHasErrors, $"the called runbook {source.Name} has errors", location, "called here",
                "correct them first; they are listed with their own places");
        return plan;
    }
}
