using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Formatting;

/// <summary>What became of a text: its canonical form, or why it has none.</summary>
public sealed record Formatted(string? Text, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Puts a runbook into canonical form: keys in the schema's order, two spaces of indentation, quotes only where they are needed,
/// empty lines either between all steps of a list or between none. Comments stay with what they stand at; nothing changes its meaning.
/// </summary>
public sealed class Formatter
{
    private readonly SourceText _source;
    private readonly Layout _layout;
    private readonly StringBuilder _text = new();
    private int _keptTo = -1;

    private Formatter(SourceText source, YamlNode root) => (_source, _layout) = (source, new Layout(source, root));

    /// <summary>The canonical form, or the mistakes of YAML that must be corrected first.</summary>
    public static Formatted Format(SourceText source)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var problem in source.Problems) diagnostics.Add(problem);
        var root = diagnostics.HasErrors ? null : YamlReader.Read(source, diagnostics).Root;
        if (diagnostics.HasErrors || root is null) return new(null, diagnostics.Sorted(source));
        if (root is not YamlMapping mapping)
        {
            diagnostics.Add(StructureCodes.WrongShape, $"a runbook must be a mapping, not {root.Noun}", root.Location);
            return new(null, diagnostics.Sorted(source));
        }

        var formatter = new Formatter(source, root);
        formatter.Root(mapping);
        var text = formatter._text.ToString();
        if (!IsSame(source, root, text)) throw new InvalidOperationException($"{source.Name} would mean something else in canonical form");
        return new(text, []);
    }

    private void Root(YamlMapping root)
    {
        var first = _layout.Around(root.Entries.Length > 0 ? root.Entries[0].Key : root);
        // What stands at the top of the file is about the file, whichever key comes first.
        var isAfterBlank = first.IsAfterBlank;
        Comments(first.Above, 0, isFirst: true);
        if (first.Above.Count > 0 && isAfterBlank) Blank();
        first.Above.Clear();
        first.IsAfterBlank = false;
        Mapping(root, root.Find(RunbookForm.Kind.Name)?.Value is YamlScalar { Text: TestForm.TestKind } ? TestForm.Form : RunbookForm.Form, 0);
        Comments(_layout.Around(root).Below, 0, isFirst: false);
    }

    private void Mapping(YamlMapping mapping, Form? form, int indent, bool isFirstPlaced = false, Shape? values = null)
    {
        var isFirst = true;
        foreach (var entry in KeyOrder.Sorted(mapping, form))
        {
            var around = _layout.Around(entry.Key);
            if (!isFirst || !isFirstPlaced) Lead(around, indent, isFirst);
            isFirst = false;
            Key(entry.Key, indent);
            _text.Append(':');
            Value(entry.Value, form is null ? values : form.Find(entry.Key.Text)?.Shape, indent, around);
        }
    }

    private void Sequence(YamlSequence sequence, Shape? shape, int indent)
    {
        var isSpaced = shape is Steps.StepSequenceShape && sequence.Items.Skip(1).Any(item => IsAfterBlank(_layout.Around(item)));
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var item = sequence.Items[i];
            var around = _layout.Around(item);
            if (i > 0 && isSpaced && !IsAfterBlank(around)) Blank();

            // Above the first key of a mapping may stand comments too: they stand above the hyphen.
            if (item is YamlMapping { Entries.Length: > 0 } own && _layout.IsBlock(item))
            {
                var inner = _layout.Around(KeyOrder.Sorted(own, shape?.FormOf(own)).First().Key);
                around.Above.AddRange(inner.Above);
                inner.Above.Clear();
                inner.IsAfterBlank = false;
            }

            Lead(around, indent, i == 0);
            _text.Append('-');
            if (item is YamlMapping mapping && _layout.IsBlock(item))
            {
                _text.Append(' ');
                var beside = around.Beside.ToList();
                Mapping(mapping, shape?.FormOf(mapping), indent + 2, isFirstPlaced: true, shape?.Inner);
                foreach (var comment in beside) Comments([comment with { IsAfterBlank = false }], indent + 2, isFirst: true);
                Comments(around.Below, indent + 2, isFirst: false);
            }
            else
            {
                Value(item, shape?.Inner ?? shape, indent, around);
            }
        }
    }

    /// <summary>What stands behind a key or a hyphen, and the line's end.</summary>
    private void Value(YamlNode value, Shape? shape, int indent, Surroundings around)
    {
        if (!_layout.IsBlock(value))
        {
            if (value is not YamlScalar { Location.Span.Length: 0 }) _text.Append(' ');
            if (value is YamlScalar scalar) Scalar(scalar, indent, around);
            else Flow(value, shape, indent);
            if (value is not YamlScalar { Style: YamlStyle.Literal or YamlStyle.Folded }) Beside(around);
            _text.Append('\n');
            if (value is YamlScalar text && ScalarForm.KeepsLines(_source, text)) _keptTo = _text.Length;
            Comments(around.Below, indent + 2, isFirst: false);
            return;
        }

        Beside(around);
        _text.Append('\n');
        if (value is YamlMapping mapping) Mapping(mapping, shape?.FormOf(mapping), indent + 2, values: shape?.Inner);
        else Sequence((YamlSequence)value, shape, indent + 2);
        Comments(around.Below, indent + 2, isFirst: false);
    }

    private void Scalar(YamlScalar scalar, int indent, Surroundings? around = null)
    {
        if (scalar.Location.Span.Length == 0) return;
        var lines = ScalarForm.Lines(_source, scalar);
        _text.Append(lines[0]);
        if (scalar.Style is YamlStyle.Literal or YamlStyle.Folded && around is not null) Beside(around);
        foreach (var line in lines.Skip(1))
        {
            _text.Append('\n');
            if (line.Length > 0) _text.Append(' ', indent + 2).Append(line);
        }
    }

    /// <summary>A key that the file breaks over lines, as it may in braces, is put on one: elsewhere a key must be.</summary>
    private void Key(YamlScalar key, int indent)
    {
        if (ScalarForm.Lines(_source, key).Count == 1) Scalar(key, indent);
        else _text.Append(ScalarForm.IsPlain(key.Text) ? key.Text : ValueJson.Text(Value(key.Text)));
    }

    private void Flow(YamlNode node, Shape? shape, int indent)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Scalar(scalar, indent);
                break;
            case YamlSequence sequence:
                _text.Append('[');
                for (var i = 0; i < sequence.Items.Length; i++)
                {
                    if (i > 0) _text.Append(", ");
                    Flow(sequence.Items[i], shape?.Inner ?? shape, indent);
                }

                _text.Append(']');
                break;
            case YamlMapping mapping:
                _text.Append('{');
                var form = shape?.FormOf(mapping);
                var isFirst = true;
                foreach (var entry in KeyOrder.Sorted(mapping, form))
                {
                    if (!isFirst) _text.Append(", ");
                    isFirst = false;
                    Key(entry.Key, indent);
                    _text.Append(": ");
                    Flow(entry.Value, form is null ? shape?.Inner : form.Find(entry.Key.Text)?.Shape, indent);
                }

                _text.Append('}');
                break;
        }
    }

    private void Lead(Surroundings around, int indent, bool isFirst)
    {
        Comments(around.Above, indent, isFirst);
        if (around.IsAfterBlank && !(isFirst && around.Above.Count == 0)) Blank();
        _text.Append(' ', indent);
    }

    private void Comments(IEnumerable<Comment> comments, int indent, bool isFirst)
    {
        foreach (var comment in comments)
        {
            if (comment.IsAfterBlank && !isFirst) Blank();
            isFirst = false;
            _text.Append(' ', indent).Append(comment.Text).Append('\n');
        }
    }

    /// <summary>An empty line, unless it would become a part of the text above, which keeps all that follow it.</summary>
    private void Blank()
    {
        if (_text.Length != _keptTo) _text.Append('\n');
    }

    private void Beside(Surroundings around)
    {
        foreach (var comment in around.Beside) _text.Append(' ').Append(comment.Text);
    }

    private static bool IsAfterBlank(Surroundings around) => around.Above.Count > 0 ? around.Above[0].IsAfterBlank : around.IsAfterBlank;

    private static bool IsSame(SourceText source, YamlNode root, string text)
    {
        var diagnostics = new DiagnosticBag();
        var written = new SourceText(source.Name, text);
        var again = YamlReader.Read(written, diagnostics).Root;
        return !diagnostics.HasErrors && again is not null && Meaning(again) == Meaning(root) && Said(written, again).SequenceEqual(Said(source, root));
    }

    private static IEnumerable<string> Said(SourceText source, YamlNode root) =>
        Comment.In(source, root).SelectMany(comment => comment.Text.Split(" #")).Select(text => text.TrimStart('#', ' ')).Order(StringComparer.Ordinal);

    /// <summary>The values and their types; the order of keys does not count.</summary>
    private static string Meaning(YamlNode node) => node switch
    {
        YamlScalar scalar => ValueJson.Text(ValueText.ParseScalar(scalar.Text, scalar.IsPlain, DataType.Any).Value!),
        YamlSequence sequence => $"[{string.Join(',', sequence.Items.Select(Meaning))}]",
        YamlMapping mapping => $"{{{string.Join(',', mapping.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal)
            .Select(entry => $"{ValueJson.Text(Value(entry.Key.Text))}:{Meaning(entry.Value)}"))}}}",
        _ => "",
    };

    private static Value Value(string text) => Values.Value.Of(text);
}
