using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>What an expression came to: a value, or why it has none.</summary>
/// <param name="Problem">A message in the form of a diagnostic's; null when there is a value.</param>
/// <param name="IsUnknown">Whether the value is missing only because the run has not got there yet.</param>
public sealed record Evaluated(Value Value, string? Problem = null, bool IsUnknown = false)
{
    public static Evaluated Failed(string problem) => new(Value.Null, problem);

    /// <summary>Depends on <paramref name="name"/>, which is not known before the run gets there.</summary>
    public static Evaluated Unknown(string name) => new(Value.Null, $"`{name}` is known only during the run", IsUnknown: true);

    public static implicit operator Evaluated(Value value) => new(value);
}
