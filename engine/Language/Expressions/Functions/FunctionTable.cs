using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>All functions of the language.</summary>
public static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> ByName =
        ((Function[])[.. TextFunctions.All, .. ListFunctions.All, .. RecordFunctions.All, .. CommandFunctions.All,
            .. DataFunctions.All])
        .ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>Sorted by name.</summary>
    public static ImmutableArray<Function> All { get; } =
        [.. ByName.Values.OrderBy(function => function.Name, StringComparer.Ordinal)];

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The reference of all functions as a Markdown table.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| function | takes | what it yields | example |\n|---|---|---|---|\n");
        foreach (var function in All)
        {
            var takes = string.Join(", ", function.Parameters.Select(p => $"{p.Name}: {p.TypeName}"));
            text.Append($"| `{function.Signature}` | {Cell(takes)} | {Cell(function.Description)} | `{Cell(function.Example)}` |\n");
        }
        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
