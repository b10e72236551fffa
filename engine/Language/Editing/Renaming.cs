using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>The edits of a renaming, or why there can be none.</summary>
public sealed record Renamed(ImmutableArray<TextEdit> Edits, string? Refusal)
{
    public static Renamed Refused(string why) => new([], why);
}

/// <summary>Gives steps, parameters, outputs and loop variables other names, wherever they are used.</summary>
public static class Renaming
{
    private static readonly Code[] Unreadable = [.. YamlCodes.All, .. ParsingCodes.All];

    /// <summary>The name at an offset, if it can be changed; otherwise why not.</summary>
    public static (Occurrence? Found, string? Refusal) At(Analysis analysis, int offset)
    {
        if (analysis.At(offset) is not { } found) return (null, "there is no name here that can be changed: only steps, parameters, outputs and loop variables have one");
        return found.Symbol switch
        {
            FunctionSymbol function => (null, $"`{function.Written}` is a function of the language"),
            FactSymbol fact => (null, $"`{fact.Name}` is a name of the language"),
            MemberSymbol member => (null, $"`{member.Name}` is a member of an object; rename it in the `properties` of its type and where it is used"),
            RunbookSymbol => (null, "the path of a runbook changes when its file is renamed"),
            _ => (found, null),
        };
    }

    /// <param name="analysis">The text in which the thing was found.</param>
    /// <param name="callers">Further texts that may use it.</param>
    public static Renamed Rename(Analysis analysis, Symbol symbol, string name, IEnumerable<Analysis> callers)
    {
        symbol = Definition.Declared(analysis, symbol);
        if (Problem(symbol, name) is { } problem) return Renamed.Refused(problem);
        var edits = new HashSet<TextEdit>();
        foreach (var one in callers.Prepend(analysis))
        {
            var uses = Definition.Uses(one, symbol).ToList();
            if (uses.Count == 0) continue;
            foreach (var source in uses.Select(use => use.Location.Source).Distinct())
            {
                if (one.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Location?.Source == source && Unreadable.Contains(diagnostic.Code)) is { } wrong)
                    return Renamed.Refused($"{wrong.Location} cannot be read, so not all uses of `{symbol.Written}` are known: {wrong.Message}");
                if (Clash(one, symbol, source, name) is { } clash) return Renamed.Refused(clash);
            }

            foreach (var use in uses)
            {
                var written = use.Location.Source.Content.AsSpan(use.Location.Span.Start, use.Location.Span.Length);
                if (!written.SequenceEqual(symbol.Written)) return Renamed.Refused($"at {use.Location} the name is written with escapes: write it plainly first");
                edits.Add(new(use.Location, name));
            }
        }

        return new([.. edits], null);
    }

    /// <summary>Why a name is not well formed for what it is to name.</summary>
    private static string? Problem(Symbol symbol, string name)
    {
        var shape = symbol is StepSymbol ? NameShapes.Id : NameShapes.Identifier;
        if (shape.IsValid?.Invoke(name) == false) return $"`{name}` cannot be a name here: {shape.Help}";
        return symbol is VariableSymbol && ReservedNames.Find(name, Expressions.Names.None) is { } what ? $"`{name}` is {what}" : null;
    }

    /// <summary>Why a name is taken already in a text that declares, or uses, what is renamed.</summary>
    private static string? Clash(Analysis analysis, Symbol symbol, SourceText source, string name)
    {
        Symbol? other = symbol switch
        {
            StepSymbol step => new StepSymbol(step.File, name),
            ParameterSymbol parameter => new ParameterSymbol(parameter.File, name),
            OutputSymbol output => new OutputSymbol(output.File, output.StepId, name),
            _ => null,
        };
        if (other is not null && analysis.Symbols.DeclarationOf(other) is { } taken) return $"`{name}` is taken: {taken}";
        if (symbol is VariableSymbol && analysis.Symbols.Occurrences.Any(one =>
            one.Symbol is VariableSymbol variable && variable.Name == name && one.Location.Source == source))
            return $"`{name}` is the variable of another loop of {source.Name}";
        return null;
    }
}
