using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

/// <summary>Names with their values, and short ways to read and render templates with them.</summary>
internal sealed class Given : IScope
{
    private readonly Dictionary<Reference, Evaluated> _values = [];

    public Names Names { get; private set; } = Names.None;

    public Given Parameter(string name, DataType type, Value value, bool isSecret = false)
    {
        Names = Names.WithParameter(name, type, isSecret);
        _values[new ParameterReference(name)] = value.MarkedSecret(isSecret);
        return this;
    }

    public Given Text(string name, string value, bool isSecret = false) => Parameter(name, DataType.String, Value.Of(value), isSecret);

    public Given List(string name, params string[] items) => Parameter(name, DataType.ListOf(DataType.String), Value.Of(items));

    public Given Any(string name, Value value) => Parameter(name, DataType.Any, value);

    /// <summary>An output of a step that has not run yet.</summary>
    public Given Unknown(string step, string output, DataType type)
    {
        Names = Names.WithStep(step, [KeyValuePair.Create(output, type)]);
        _values[new StepOutputReference(step, output)] = Evaluated.Unknown($"steps.{step}.outputs.{output}");
        return this;
    }

    public Given With(Func<Names, Names> change)
    {
        Names = change(Names);
        return this;
    }

    public Evaluated Resolve(Reference reference) => _values[reference];

    /// <summary>All that is wrong with a template.</summary>
    public List<Diagnostic> Mistakes(string template, DataType? expected = null)
    {
        var diagnostics = new List<Diagnostic>();
        TemplateParser.Parse(TemplateSource.Alone("test", template), Names, expected ?? DataType.Any, diagnostics);
        return diagnostics;
    }

    public Template Read(string template, DataType? expected = null)
    {
        var diagnostics = new List<Diagnostic>();
        var parsed = TemplateParser.Parse(TemplateSource.Alone("test", template), Names, expected ?? DataType.Any, diagnostics);
        Assert.Empty(diagnostics.Select(d => $"{d.Code} {d.Message}"));
        return parsed;
    }

    public Evaluated Evaluate(string template, DataType? expected = null) => Rendering.Value(Read(template, expected), this);

    /// <summary>The value as JSON.</summary>
    public string Json(string template)
    {
        var value = Evaluate(template);
        Assert.Null(value.Problem);
        return ValueJson.Text(value.Value);
    }
}
