using System.Collections.Immutable;
using System.Globalization;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Reads the keys of a condition. A key that is absent, null or an empty text counts as not given.</summary>
internal sealed class Arguments(MapValue map)
{
    public ClusterName Cluster => new(TextOrNull("kubeconfig"), TextOrNull("context"));

    public bool Has(string key) => map[key] is not (null or NullValue);

    public string Text(string key) => TextOrNull(key) ?? throw Missing(key);

    public string? TextOrNull(string key) => map[key] is { } value ? AsText(key, value) : null;

    /// <summary>One text or a list of texts; items that are null are left out. Empty where the key is not given.</summary>
    public ImmutableArray<string> Texts(string key) => map[key] switch
    {
        null or NullValue => [],
        ListValue list => [.. list.Items.Select(item => AsText(key, item)).OfType<string>()],
        { } value => AsText(key, value) is { } text ? [text] : [],
    };

    /// <summary>As <see cref="Texts"/>, of which there must be one at least.</summary>
    public ImmutableArray<string> SomeTexts(string key) => Texts(key) is { Length: > 0 } texts ? texts : throw Missing(key);

    public int? Integer(string key) => map[key] switch
    {
        null or NullValue => null,
        IntegerValue value => (int)Math.Clamp(value.Integer, int.MinValue, int.MaxValue),
        TextValue value when int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new CannotTellException($"`{key}` must be a whole number"),
    };

    /// <summary>A map of texts, such as labels; empty where the key is not given.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map(string key) => map[key] switch
    {
        null or NullValue => [],
        MapValue entries => [.. entries.Entries.Select(entry => KeyValuePair.Create(entry.Key, AsText(key, entry.Value) ?? ""))],
        _ => throw new CannotTellException($"`{key}` must be a mapping"),
    };

    public Arguments? Nested(string key) => map[key] switch
    {
        null or NullValue => null,
        MapValue nested => new(nested),
        _ => throw new CannotTellException($"`{key}` must be a mapping"),
    };

    private static string? AsText(string key, Value value) => value switch
    {
        NullValue => null,
        TextValue text => text.Text.Length == 0 ? null : text.Text,
        IntegerValue number => number.Integer.ToString(CultureInfo.InvariantCulture),
        BooleanValue truth => truth.Boolean ? "true" : "false",
        _ => throw new CannotTellException($"`{key}` must be text"),
    };

    private static CannotTellException Missing(string key) =>
        new($"`{key}` is empty", "see which value the runbook gives it: runbook plan RUNBOOK");
}
