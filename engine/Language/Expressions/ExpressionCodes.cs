using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Binding;
using MeshRunbook.Language.Expressions.Commands;
using MeshRunbook.Language.Expressions.Parsing;

namespace MeshRunbook.Language.Expressions;

/// <summary>Every rule that a template or a command can break: RB02xx for expressions, RB03xx for command lines.</summary>
public static class ExpressionCodes
{
    public static ImmutableArray<Code> All { get; } =
        [.. ((Code[])[.. ParsingCodes.All, .. NameCodes.All, .. TypeCodes.All, .. CommandCodes.All]).OrderBy(code => code.Id, StringComparer.Ordinal)];
}
