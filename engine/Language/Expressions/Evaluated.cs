using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>What an expression came to: a value, or why it has none.</summary>
/// <param name="Problem">A message in the form of a diagnostic's; null when there is a value.</param>
/// <param name="UnknownName">The name that the run does not know yet, such as `steps.find.outputs.names`; null when the
/// value is there, or missing for another reason.</param>
public sealed record Evaluated(Value Value, string? Problem = null, string? UnknownName = null)
{
    /// <summary>Where the expression stands that has no value; null while nobody has said so, and for unknown values.</summary>
    public Location? Location { get; init; }

    /// <summary>Whether the value is missing only because the run has not got there yet.</summary>
    public bool IsUnknown => UnknownName is not null;

    public bool HasValue => Problem is null;

    public static Evaluated Failed(string problem) => new(Value.Null, problem);

    /// <summary>Depends on <paramref name="name"/>, which is not known before the run gets there.</summary>
    public static Evaluated Unknown(string name) => new(Value.Null, $"`{name}` is known only during the run", name);

    /// <summary>The same problem with its place, if it has none yet; the innermost place counts.</summary>
    public Evaluated At(Location location) => HasValue || IsUnknown || Location is not null
        ? this
        : this with { Problem = $"{Problem} ({location})", Location = location };

    public static implicit operator Evaluated(Value value) => new(value);
}
