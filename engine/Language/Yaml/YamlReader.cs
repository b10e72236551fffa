using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshRunbook.Language.Yaml;

/// <summary>
/// Reads YAML 1.2 into nodes that know their places. Whatever is wrong becomes a diagnostic; what stands before a mistake of
/// syntax is kept. Anchors, aliases, merge keys and tags are not part of the language.
/// </summary>
public sealed class YamlReader
{
    /// <summary>How deep lists and mappings may lie in one another.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many keys, lists, mappings and texts a file may have: some fifty times as many as the largest that a person has written.</summary>
    public const int MaxValues = 100_000;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private int _depth;
    private int _values;
    private bool _isCut;

    private YamlReader(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _scanner = new Scanner(new StringReader(source.Content));
        _parser = new Parser(_scanner);
    }

    public static YamlDocument Read(SourceText source, DiagnosticBag diagnostics)
    {
        if (source.Content.Length > SourceReader.MaxBytes)
        {
            diagnostics.Add(YamlCodes.TooLarge,
                $"the text has {source.Content.Length:N0} characters; at most {SourceReader.MaxBytes:N0} are read", new(source, default));
            return new(null, IsCut: true);
        }

        if (!SourceReader.CheckCharacters(source, diagnostics)) return new(null, IsCut: true);
        var reader = new YamlReader(source, diagnostics);
        var root = reader.ReadDocument();
        return new(root, reader._isCut);
    }

    private ParsingEvent? Current => _parser.Current;

    private YamlNode? ReadDocument()
    {
        // The stream's start and the document's start come first; an empty stream has no document.
        if (!Next() || !Next()) return null;
        if (Current is StreamEnd or null) return Empty();
        if (!Next()) return null;
        if (Current is Scalar { Value: "", Style: ScalarStyle.Plain }) return Empty();
        var root = ReadNode();
        if (_isCut || !Next() || !Next()) return root;
        if (Current is DocumentStart second)
            _diagnostics.Add(YamlCodes.SeveralDocuments, "a second document begins here; a file holds one",
                Locate(second.Start, second.End), help: "put it into a file of its own, or remove the `---`");
        return root;
    }

    private YamlNode? Empty()
    {
        _diagnostics.Add(YamlCodes.Empty, "the file is empty", new(_source, default),
            help: "begin with `apiVersion: meshrunbook/v1`");
        return null;
    }

    /// <summary>Reads the node that begins at the current event and leaves its last event current.</summary>
    private YamlNode ReadNode()
    {
        var start = Current;
        if (start is not null && ++_values > MaxValues) return TooMany(start);
        if (start is NodeEvent node) NodeProperties.Refuse(node, Offset(node.Start), _source, _diagnostics);
        switch (start)
        {
            case Scalar scalar:
                return ReadScalar(scalar);
            case SequenceStart or MappingStart:
                if (_depth == MaxDepth) return TooDeep(start);
                _depth++;
                YamlNode read = start is SequenceStart ? ReadSequence(start) : ReadMapping(start);
                _depth--;
                return read;
            case AnchorAlias alias:
                _diagnostics.Add(YamlCodes.Anchor, $"the alias `*{alias.Value}` is not allowed", Locate(alias.Start, alias.End),
                    help: "write the value out; for what repeats, use a parameter, `forEach` or `call`");
                return new YamlBroken(Locate(alias.Start, alias.End));
            default:
                return new YamlBroken(start is null ? new(_source, new Span(_source.Content.Length, 0)) : Locate(start.Start, start.End));
        }
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlStyle.Literal,
            ScalarStyle.Folded => YamlStyle.Folded,
            _ => YamlStyle.Plain,
        };
        var place = Locate(scalar.Start, scalar.End);
        if (!scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty)
            place = new(_source, Span.Between(Math.Min(NodeProperties.Skip(_source.Content, place.Span.Start), place.Span.End), place.Span.End));
        return new(scalar.Value, style, place);
    }

    private YamlSequence ReadSequence(ParsingEvent start)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Next() && Current is not SequenceEnd)
        {
            items.Add(ReadNode());
            if (_isCut) break;
        }

        return new(items.DrainToImmutable(), Whole(start));
    }

    private YamlNode ReadMapping(ParsingEvent start)
    {
        if (IsBareTemplate(start)) return ReadBareTemplate(start);
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        Dictionary<string, YamlScalar>? seen = null;
        var isIncomplete = false;
        while (Next() && Current is not MappingEnd)
        {
            var key = ReadNode();
            if (_isCut || !Next()) break;
            var value = ReadNode();
            if (IsUsable(key, seen ??= new(StringComparer.Ordinal)) is { } name) entries.Add(new(name, value));
            else isIncomplete |= key is not YamlScalar { Text: not "<<" };
            if (_isCut) break;
        }

        return new YamlMapping(entries.DrainToImmutable(), Whole(start), _isCut || isIncomplete);
    }

    /// <summary>Whether this is a template that lacks its quotes, which YAML takes for a mapping in a mapping.</summary>
    private bool IsBareTemplate(ParsingEvent start) =>
        _source.Content.AsSpan(Offset(start.Start)).StartsWith("{{", StringComparison.Ordinal);

    private YamlBroken ReadBareTemplate(ParsingEvent start)
    {
        for (var depth = 1; depth > 0 && Next(isReported: false);)
        {
            depth += Current is MappingStart or SequenceStart ? 1 : Current is MappingEnd or SequenceEnd ? -1 : 0;
            if (depth > MaxDepth) return TooDeep(Current!);
        }

        var place = _isCut ? SyntaxProblem.RestOfLine(_source, Offset(start.Start)) : Whole(start);
        var text = _source.Content.AsSpan(place.Span.Start, place.Span.Length);
        var behind = _source.Content.AsSpan(place.Span.End);
        behind = behind[..Math.Max(0, behind.IndexOfAny('\r', '\n'))].Trim();
        // Where text follows on the line, the whole line is at fault; that is said when YAML stumbles over it.
        if (_isCut || behind.IsEmpty || behind[0] is ',' or ']' or '}' or '#')
            _diagnostics.Add(YamlCodes.BareTemplate, "a value that begins with a template needs quotes", place, "YAML takes this for a mapping",
                !text.EndsWith("}}") ? "put the whole value into quotes, and close the template with `}}`"
                : text.Contains('\n') || text.Contains('"') ? "write it as '{{ ... }}'" : new Advice($"write \"{text}\"", $"\"{text}\""));
        return new(place);
    }

    private YamlScalar? IsUsable(YamlNode key, Dictionary<string, YamlScalar> seen)
    {
        if (key is not YamlScalar name)
        {
            if (key is not YamlBroken)
                _diagnostics.Add(YamlCodes.KeyNotText, $"a key must be text, not {key.Noun}", key.Location,
                    help: "write the key as text, in quotes if need be");
            return null;
        }

        if (name is { Text: "<<", IsPlain: true })
        {
            _diagnostics.Add(YamlCodes.Anchor, "merge keys `<<` are not allowed", name.Location,
                help: "write the keys out; for what repeats, use a parameter, `forEach` or `call`");
            return null;
        }

        if (name.Text.Length == 0)
        {
            _diagnostics.Add(YamlCodes.KeyNotText, "a key has no name", name.Location, help: "write the key before the `:`");
            return null;
        }

        if (seen.TryAdd(name.Text, name)) return name;
        _diagnostics.Add(YamlCodes.DuplicateKey, $"the key `{name.Text}` stands twice in one mapping", name.Location,
            $"first on line {seen[name.Text].Location.Line}", "keep one of them");
        return null;
    }

    private YamlBroken TooDeep(ParsingEvent start) => Stop(
        start, YamlCodes.TooDeep, $"lists and mappings lie more than {MaxDepth} deep in one another here", null,
        "move the inner part into a runbook of its own and `call` it");

    private YamlBroken TooMany(ParsingEvent start) => Stop(
        start, YamlCodes.TooMany, $"the file has more than {MaxValues:N0} keys, lists, mappings and texts", "not read from here on",
        "split the runbook with `call`, or move data out of it");

    /// <summary>Reads no further: here is more than a file may have.</summary>
    private YamlBroken Stop(ParsingEvent at, Code code, string message, string? label, string help)
    {
        var place = Locate(at.Start, at.End);
        _diagnostics.Add(code, message, place, label, help);
        _isCut = true;
        return new(place);
    }

    /// <summary>Moves on to the next event; false, with a diagnostic, where the text cannot be read any further.</summary>
    private bool Next(bool isReported = true)
    {
        if (_isCut) return false;
        try
        {
            if (_parser.MoveNext()) return true;
        }
        catch (YamlException exception)
        {
            if (isReported) _diagnostics.Add(SyntaxProblem.Describe(_source, exception.Message, Offset(exception.Start), Offset(exception.End)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException
            or OverflowException or FormatException or NullReferenceException)
        {
            // YamlDotNet's parser gives up in these ways too, such as at a key that begins inside an open list.
            var at = Offset(_scanner.CurrentPosition);
            if (isReported) _diagnostics.Add(SyntaxProblem.Describe(_source, "", at, at));
        }

        _isCut = true;
        return false;
    }

    /// <summary>The place of a list or mapping whose last event is the current one.</summary>
    private Location Whole(ParsingEvent start)
    {
        var place = Locate(start.Start, Current?.End ?? start.End);
        // The parser puts the end of `[ ]` and `{ }` before the closing bracket.
        var next = Offset(Current?.End ?? start.End);
        var open = place.Span.Start < _source.Content.Length ? _source.Content[place.Span.Start] : '\0';
        return next < _source.Content.Length && (open, _source.Content[next]) is ('[', ']') or ('{', '}')
            ? new(_source, Span.Between(place.Span.Start, next + 1))
            : place;
    }

    private Location Locate(Mark start, Mark end)
    {
        var from = Offset(start);
        var to = Math.Max(from, Offset(end));
        while (to > from && char.IsWhiteSpace(_source.Content[to - 1])) to--;
        return new(_source, Span.Between(from, to));
    }

    private int Offset(Mark mark) => (int)Math.Clamp(mark.Index, 0, _source.Content.Length);
}
