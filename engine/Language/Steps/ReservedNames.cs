using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Expressions.Parsing;

namespace MeshRunbook.Language.Steps;

/// <summary>Names that a loop's variable would hide.</summary>
internal static class ReservedNames
{
    private static readonly string[] Roots = ["params", "steps", "run"];

    private static readonly string[] Literals = ["true", "false", "null"];

    /// <summary>What the name already is, as it follows "is"; null where it is free.</summary>
    public static string? Find(string name, Names names) =>
        Roots.Contains(name) ? "a root of expressions"
        : Literals.Contains(name) || Foreign.Keywords.Contains(name) ? "a word of expressions"
        : Names.Results.Contains(name) ? "a result of commands"
        : names.Variables.ContainsKey(name) ? "the variable of an enclosing loop"
        : FunctionTable.Find(name) is not null ? "a function"
        : null;
}
