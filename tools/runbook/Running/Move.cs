using System.Collections.Immutable;
using MeshRunbook.Cli.Diffs;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Running;

/// <summary>Moves a run to another text of its runbook: shows the difference, and records that a person wanted it.</summary>
/// <param name="Path">The new text.</param>
/// <param name="IsSure">Whether nobody needs to be asked.</param>
/// <param name="Reason">Why, for the journal; who gives one need not be asked either.</param>
internal sealed record Move(string Path, bool IsSure, string? Reason)
{
    /// <exception cref="Refusal">The text is not valid, or something that is done stands otherwise in it; nothing was recorded.</exception>
    public async Task CarryOutAsync(Wiring wiring, IRun run, Inputs inputs)
    {
        var compilation = RunbookFile.Load(Path);
        var target = compilation.Plan!;
        await using var held = await Session.HoldAsync(wiring, run);
        var state = await (await Snapshot.ReadAsync(run)).StateAsync();
        if (state.Plan.Digest == target.Digest) return;
        if (state.Plan.Name != target.Name)
            throw Refusal.Refused($"run {run.Record.Id} is of `{state.Plan.Name}`, and `{Path}` is `{target.Name}`", "give a text of the same runbook");
        foreach (var line in DiffText.Lines(Difference.Of(state.Plan, target))) Console.Error.WriteLine(line);
        Refuse(MoveRules.Objections(state, target), run);
        var started = state.Started!;
        var parameters = await ParametersAsync(started.Parameters, target, state, inputs);
        if (!await IsMeantAsync(run)) throw Refusal.Refused("nothing was changed", $"go on with the text that the run has: runbook resume {run.Record.Id}");
        await run.PinAsync(target.Digest, [.. compilation.ToPin().Select(Start.Pinned)], CancellationToken.None);
        await run.AppendAsync(
            new RunbookChanged(started.Digest, target.Digest, target.Version, parameters, LockOf(state, target, parameters), Reason ?? "asked for by --runbook"),
            Wiring.Actor, durable: true, CancellationToken.None);
    }

    private void Refuse(ImmutableArray<MoveObjection> objections, IRun run)
    {
        if (objections.IsEmpty) return;
        foreach (var objection in objections.Skip(1)) Console.Error.WriteLine(Screen.Yellow($"`{objection.Address}` {objection.Reason}"));
        throw Refusal.Refused(
            $"run {run.Record.Id} cannot go on with `{Path}`: `{objections[0].Address}` {objections[0].Reason}",
            $"leave in the new text what is done as it was; or go on with the text that the run has: runbook resume {run.Record.Id}");
    }

    private async Task<bool> IsMeantAsync(IRun run)
    {
        if (IsSure || !string.IsNullOrWhiteSpace(Reason)) return true;
        if (!Screen.HasKeyboard)
            throw Refusal.Refused("nobody is here to say whether the run shall go on with the other text", $"say so: runbook resume {run.Record.Id} --runbook {Path} --yes, or --reason TEXT");
        Keyboard.Forget();
        var answer = await Keyboard.ReadLineAsync($"Go on with the text of {Path}? [y/N] ", CancellationToken.None);
        return answer.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The parameters as the journal has them; what the new text asks for beside them is bound as at a start.</summary>
    private static async Task<MapValue> ParametersAsync(MapValue recorded, Plan target, RunState state, Inputs inputs)
    {
        foreach (var name in inputs.Texts.Select(text => text.Split('=')[0]))
            if (recorded[name] is { IsSecret: false } and not NullValue)
                throw Refusal.Refused($"the run was started with its `{name}`, and keeps it", "leave --param out for it; only parameters that are new can be given");
        var kept = target.Parameters.Where(parameter => recorded[parameter.Name] is { } value && value.HasSecret()).Select(parameter => parameter.Name).ToHashSet();
        var wanted = target with { Parameters = [.. target.Parameters.Where(parameter => !kept.Contains(parameter.Name))] };
        var known = recorded.Entries.Where(entry => !kept.Contains(entry.Key)).Select(entry => new RecordedValue(entry.Key, entry.Value, "the run"));
        var bound = await new Inputs(inputs.Texts, []) { Recorded = [.. known], Prompts = true }.BindAsync(wanted);
        return new([.. target.Parameters.Select(parameter => KeyValuePair.Create(
            parameter.Name, kept.Contains(parameter.Name) ? recorded[parameter.Name]! : state.Facts.Secrets.Seal(bound.Values[parameter.Name]!)))]);
    }

    /// <summary>The key of the new text, with what a rehearsal has put before that of the old.</summary>
    private static string? LockOf(RunState state, Plan target, MapValue parameters)
    {
        var before = state.Started!.Lock;
        if (target.Lock is not { } template) return null;
        var key = Start.LockKey(template, parameters);
        if (before is null || state.Plan.Lock is not { } old) return key;
        var own = Start.LockKey(old, state.Started.Parameters);
        return before.EndsWith(own, StringComparison.Ordinal) ? before[..^own.Length] + key : key;
    }
}
