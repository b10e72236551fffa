using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Testing;

public enum ExpectedStatus { Succeeded, Failed, Rejected, Waiting }

/// <summary>What must come of a test's run. What is null or empty is not looked at.</summary>
public sealed record Expectation(ExpectedStatus Status, Location Location)
{
    /// <summary>The steps that run, in order, without those that only hold others.</summary>
    public ExpectedList? Steps { get; init; }

    /// <summary>The commands that run, in order.</summary>
    public ExpectedList? Commands { get; init; }

    /// <summary>Steps whose `when` must be false.</summary>
    public ImmutableArray<ExpectedItem> Skipped { get; init; } = [];

    /// <summary>Commands of which none may run.</summary>
    public ImmutableArray<ExpectedItem> Never { get; init; } = [];

    public ImmutableArray<(string Name, ValuePattern Value, Location Location)> Outputs { get; init; } = [];

    /// <summary>What is said of the run that failed.</summary>
    public ExpectedItem? Failure { get; init; }

    /// <summary>Of the test's own time, from start to end.</summary>
    public (TimeSpan Time, Location Location)? Lasts { get; init; }
}

/// <param name="Location">Where the list stands.</param>
public sealed record ExpectedList(ImmutableArray<ExpectedItem> Items, Location Location);

/// <summary>An item of such a list.</summary>
/// <param name="Pattern">Null for `...`, which stands for any number of items.</param>
/// <param name="IsInside">Written `ADDRESS/...`: the steps inside one step, at least one.</param>
public sealed record ExpectedItem(Pattern? Pattern, bool IsInside, Location Location)
{
    public const string Rest = "...";

    public bool Matches(string text) => Pattern is not null && Pattern.Matches(text);

    public override string ToString() => (Pattern?.Text ?? "") + (IsInside ? "/" : "") + (Pattern is null || IsInside ? Rest : "");
}
