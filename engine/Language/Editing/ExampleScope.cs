using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Editing;

/// <summary>Values for showing what an expression makes of them: defaults, and else a stand-in such as `&lt;context&gt;`.</summary>
internal sealed class ExampleScope(SymbolTable symbols, Site site) : IScope
{
    private string File => site.Source.Source.Name;

    public Evaluated Resolve(Reference reference) => reference switch
    {
        ParameterReference { Name: var name } => Of(name),
        VariableReference { Name: var name } => Example(name, site.Names.Variables.TryGetValue(name, out var variable) ? variable.Type : DataType.Any),
        StepOutputReference output => Example($"{output.StepId}.{output.Output}",
            site.Names.Steps.TryGetValue(output.StepId, out var step) && step.Outputs.TryGetValue(output.Output, out var type) ? type : DataType.Any),
        RunReference fact => Value.Of($"<run.{fact.Name}>"),
        ResultReference { Name: "exitCode" } => Value.Of(0),
        ResultReference result => Value.Of($"<{result.Name}>"),
        _ => Evaluated.Unknown("a value"),
    };

    /// <summary>The default, where it is not secret; else the stand-in of its type.</summary>
    private Value Of(string name)
    {
        var parameter = symbols.Find(new ParameterSymbol(File, name));
        return parameter switch
        {
            null => Value.Of($"<{name}>"),
            { IsSecret: false, Default: { } value } => value,
            _ => Example(name, parameter.Type),
        };
    }

    private static Value Example(string name, DataType type) => type switch
    {
        IntegerType integer => Value.Of(integer.Minimum ?? 1),
        NumberType => new NumberValue(1.5),
        BooleanType => Value.Of(true),
        DurationType => new DurationValue(TimeSpan.FromMinutes(10)),
        EnumType { Values: [var first, ..] } => Value.Of(first),
        ListType list => new ListValue([Example(Singular(name), list.Items)]),
        ObjectType shape => new MapValue([.. shape.Properties.Select(property => KeyValuePair.Create(property.Name, Example($"{name}.{property.Name}", property.Type)))]),
        _ => Value.Of($"<{name}>"),
    };

    private static string Singular(string name) => name.Length > 2 && name[^1] == 's' && name[^2] != 's' ? name[..^1] : name;
}
