using System.Collections.Concurrent;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>One running of a runbook: the run's own, or that of a call, with its own parameters, environment and cluster.</summary>
internal sealed class Frame(Plan plan, RunState run, StepState? call)
{
    // Titles are also put together for screens, beside the engine.
    private readonly ConcurrentDictionary<string, Evaluated> _bound = [];

    public Plan Plan { get; } = plan;

    public RunState Run { get; } = run;

    /// <summary>The call step, or null for the run's own runbook.</summary>
    public StepState? Call { get; } = call;

    public Evaluated Parameter(string name)
    {
        if (_bound.TryGetValue(name, out var known)) return known;
        var value = Bind(name);
        if (!value.IsUnknown) _bound[name] = value;
        return value;
    }

    private Evaluated Bind(string name)
    {
        var parameter = Plan.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        var given = Call is null ? Run.Parameters[name] ?? Value.Null : Argument((CallStep)Call.Step, Call.Block.Scope, name);
        if (given.Problem is not null || parameter is null) return given;
        var value = given.Value is NullValue && parameter.Default is { } fallback ? fallback : given.Value;
        return value.MarkedSecret(parameter.IsSecret);
    }

    private static Evaluated Argument(CallStep call, BlockScope caller, string name)
    {
        foreach (var argument in call.With)
            if (argument.Name == name) return Rendering.Tree(argument.Value, caller);
        return Value.Null;
    }
}
