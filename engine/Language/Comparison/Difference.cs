using System.Collections.Immutable;
using MeshRunbook.Language.Comparison.Risks;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison;

/// <summary>What differs in meaning between two texts of a runbook and of what it calls, each change with its risk.</summary>
public sealed class Difference
{
    private readonly Dictionary<(string, string), Pair> _pairs = [];
    private readonly List<Pair> _inOrder = [];

    private Difference(Plan old, Plan @new, Plan? oldRollback, Plan? newRollback)
    {
        Old = old;
        New = @new;
        Visit(old, @new, "");
        Changes = [.. _inOrder.SelectMany(ChangesOf).Concat(Lost(oldRollback, newRollback)).OrderByDescending(change => change.Risk)];
        Versions = [.. _inOrder.Select(VersionOf)];
    }

    public Plan Old { get; }

    public Plan New { get; }

    /// <summary>The highest risk first; those of one risk in the order of the text, the runbook itself before what it calls.</summary>
    public ImmutableArray<Change> Changes { get; }

    /// <summary>How far the version of each text was raised, and how far its changes demand it.</summary>
    public ImmutableArray<VersionRaise> Versions { get; }

    public Risk Risk => Changes.IsEmpty ? Risk.None : Changes.Max(change => change.Risk);

    /// <param name="oldRollback">The runbook that takes the old one back; null where there is none, or it cannot be read.</param>
    public static Difference Of(Plan old, Plan @new, Plan? oldRollback = null, Plan? newRollback = null) => new(old, @new, oldRollback, newRollback);

    private void Visit(Plan old, Plan @new, string prefix)
    {
        if (!_pairs.TryGetValue((old.Source.Name, @new.Source.Name), out var pair))
        {
            pair = new(PlanComparison.Of(old, @new), []);
            _pairs.Add((old.Source.Name, @new.Source.Name), pair);
            _inOrder.Add(pair);
        }

        pair.Prefixes.Add(prefix);
        foreach (var step in pair.Comparison.Steps)
            if ((step.Old, step.New) is (CallStep before, CallStep after)) Visit(before.Callee, after.Callee, $"{prefix}{step.NewPlace!.Address}/");
    }

    private IEnumerable<Change> ChangesOf(Pair pair)
    {
        var comparison = pair.Comparison;
        foreach (var (from, to) in comparison.RenamedParameters)
            yield return new Change(ChangeKind.Renamed, $"parameters.{to}", Risk.Medium, "whoever gives it by its old name is refused")
            {
                Runbook = comparison.New.Source.Name, From = $"parameters.{from}", Demands = VersionPart.Major, Location = LocationOf(comparison.New, to),
            };
        foreach (var field in comparison.Head)
        {
            var judgement = HeadRisks.Of(field);
            yield return new Change(KindOf(field), field.Path, judgement.Risk, judgement.Reason)
            {
                Runbook = comparison.New.Source.Name, Field = field, Demands = VersionRules.OfKey(field),
                Location = field.First == "parameters" ? LocationOf(field.After is null && !field.IsInner ? comparison.Old : comparison.New, field.Path.Split('.')[1]) : null,
            };
        }

        foreach (var step in comparison.Steps)
            foreach (var change in StepChanges.Of(step, comparison.Steps))
                yield return change with
                {
                    Runbook = (step.New is null ? comparison.Old : comparison.New).Source.Name,
                    Addresses = [.. pair.Prefixes.Select(prefix => prefix + change.Subject)],
                };
    }

    private IEnumerable<Change> Lost(Plan? oldRollback, Plan? newRollback) => oldRollback is null || newRollback is null
        ? []
        : RollbackReach.Lost(_inOrder[0].Comparison, oldRollback, newRollback).Select(lost => new Change(ChangeKind.Changed, lost.Subject, Risk.High, lost.Reason)
        {
            Runbook = New.Source.Name, IsOfStep = lost.IsStep, Addresses = lost.IsStep ? [lost.Subject] : [], Demands = VersionPart.Major,
        });

    private static ChangeKind KindOf(FieldChange field) =>
        field.Path.Split('.').Length > 2 ? ChangeKind.Changed
        : field.Before is null ? ChangeKind.Added
        : field.After is null ? ChangeKind.Removed
        : ChangeKind.Changed;

    private static Text.Location? LocationOf(Plan plan, string parameter) => plan.Parameters.FirstOrDefault(one => one.Name == parameter)?.Location;

    /// <summary>What a called runbook demands of its callers is done where it is called: for them no more than a minor change.</summary>
    private VersionRaise VersionOf(Pair pair)
    {
        var own = ChangesOf(pair).Concat(pair == _inOrder[0] ? Changes.Where(change => change.Field is null && change.Kind == ChangeKind.Changed) : [])
            .Select(change => change.Demands).DefaultIfEmpty(VersionPart.None).Max();
        var called = CalledBy(pair.Comparison).Distinct().SelectMany(ChangesOf).Select(change => change.Demands).DefaultIfEmpty(VersionPart.None).Max();
        return new(
            pair.Comparison.New.Source.Name, pair.Comparison.New.Name, pair.Comparison.Old.Version, pair.Comparison.New.Version,
            (VersionPart)Math.Max((int)own, Math.Min((int)called, (int)VersionPart.Minor)));
    }

    private IEnumerable<Pair> CalledBy(PlanComparison comparison) => comparison.Steps
        .Where(step => step is { Old: CallStep, New: CallStep })
        .Select(step => _pairs[(((CallStep)step.Old!).Callee.Source.Name, ((CallStep)step.New!).Callee.Source.Name)])
        .SelectMany(pair => CalledBy(pair.Comparison).Prepend(pair));

    /// <summary>Two texts that stand in the same place, and the addresses of the calls that lead there.</summary>
    private sealed record Pair(PlanComparison Comparison, List<string> Prefixes);
}
