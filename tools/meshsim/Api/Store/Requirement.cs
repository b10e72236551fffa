using System.Collections.Immutable;

namespace MeshSim.Api;

public enum Comparison
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}

/// <summary>One term of a label selector.</summary>
public sealed record Requirement(string Key, Comparison Comparison, ImmutableArray<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Comparison switch
        {
            Comparison.In => present && Values.Contains(value!),
            Comparison.NotIn => !present || !Values.Contains(value!),
            Comparison.Exists => present,
            Comparison.DoesNotExist => !present,
            Comparison.GreaterThan => present && Compare(value!) > 0,
            _ => present && Compare(value!) < 0,
        };
    }

    private int Compare(string value) =>
        long.TryParse(value, out var left) && long.TryParse(Values[0], out var right) ? left.CompareTo(right) : 0;
}
