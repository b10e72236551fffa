using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>What may be written at a place of a runbook: names in expressions, keys, words, and paths of runbooks.</summary>
public static class Completion
{
    private const string Stop = "_";

    /// <param name="runbooks">Paths of runbooks as a `call` of this text would name them.</param>
    public static IReadOnlyList<CompletionItem> At(Analysis analysis, int offset, Func<IEnumerable<string>> runbooks)
    {
        if (NameCompletion.At(analysis, offset) is { } names) return names;
        var content = analysis.Source.Content;
        var start = offset;
        while (start > 0 && (char.IsAsciiLetterOrDigit(content[start - 1]) || content[start - 1] == '_')) start--;
        var end = offset;
        while (end < content.Length && (char.IsAsciiLetterOrDigit(content[end]) || content[end] == '_')) end++;
        var word = new Location(analysis.Source, Span.Between(start, end));
        if (KeyAt(analysis.Source, start, end) is { } key) return [.. Keys(analysis, key, word)];
        return ValueAt(analysis.Source, start, end) is { } value ? [.. Values(value, word, analysis.Source, offset, runbooks)] : [];
    }

    /// <summary>The place of a key that begins to be written: the text is read as if its colon stood there.</summary>
    private static KeyPlace? KeyAt(SourceText source, int start, int end)
    {
        var content = source.Content;
        var before = content.AsSpan(source.StartOf(source.PositionOf(start).Line)..start).TrimEnd(' ');
        if (before.Length > 0 && before[^1] is not ('-' or '{' or ',')) return null;
        var behind = content.AsSpan(end).TrimStart(' ');
        var key = start == end ? Stop : content[start..end];
        var text = content[..start] + key + (behind.StartsWith(":") ? "" : ": ") + content[end..];
        return KeyPlace.At(YamlReader.Read(new SourceText(source.Name, text), []).Root, start) is { IsInKey: true } place
            && place.Entry.Key.Location.Span.Start == start ? place : null;
    }

    private static KeyPlace? ValueAt(SourceText source, int start, int end)
    {
        var text = start == end ? source.Content[..start] + Stop + source.Content[end..] : source.Content;
        return KeyPlace.At(YamlReader.Read(new SourceText(source.Name, text), []).Root, start) is { IsInKey: false } place ? place : null;
    }

    private static IEnumerable<CompletionItem> Keys(Analysis analysis, KeyPlace place, Location word)
    {
        if (ArgumentsOf(analysis, place) is { } callee)
            return callee.Parameters.Where(parameter => IsFree(place, parameter.Name)).Select(parameter => new CompletionItem(
                parameter.Name, CompletionKind.Parameter, word, parameter.Name + ":", parameter.Type.ToString(), parameter.Description));
        if (place.Form is { } form) return Items(form.Keys, place, word);
        return place.Owner switch
        {
            StepSequenceShape => StepKinds.All.Select(kind => Kind(kind.Name, kind.Description, word)).Concat(Items(CommonKeys.OfAll, place, word)),
            Shape owner when IsCondition(owner) => ConditionKinds.All.Select(kind => Kind(kind.Name, kind.Description, word)),
            _ => [],
        };
    }

    private static bool IsCondition(Shape? shape) => shape is not null && (shape is ConditionShape || IsCondition(shape.Inner));

    /// <summary>The runbook whose parameters are the keys of a mapping, which is the `with` of a call.</summary>
    private static Plan? ArgumentsOf(Analysis analysis, KeyPlace place) =>
        place.Behind == "with" && place.Around?.Mapping.Find("call")?.Value is YamlScalar path
        && analysis.Symbols.Resolve(analysis.Source.Name, path.Text) is { } file ? analysis.Symbols.PlanOf(file) : null;

    private static IEnumerable<CompletionItem> Items(IEnumerable<Key> keys, KeyPlace place, Location word) => keys
        .Where(key => IsFree(place, key.Name))
        .Select(key => new CompletionItem(key.Name, CompletionKind.Key, word, Written(key.Name, word), key.IsRequired ? "required" : null, HoverText.Of(key)));

    private static CompletionItem Kind(string name, string description, Location word) =>
        new(name, CompletionKind.StepKind, word, Written(name, word), null, description);

    private static string Written(string key, Location word) =>
        word.Source.Content.AsSpan(word.Span.End).TrimStart(' ').StartsWith(":") ? key : key + ":";

    private static bool IsFree(KeyPlace place, string key) => place.Mapping.Find(key) is not { } entry || entry == place.Entry;

    private static IEnumerable<CompletionItem> Values(KeyPlace place, Location word, SourceText source, int offset, Func<IEnumerable<string>> runbooks)
    {
        var isPath = (place.Entry.Key.Text, place.Form) is ("call", not null) || (place.Entry.Key.Text, place.Behind) is ("rollback", "metadata");
        if (!isPath) return place.Shape?.Choices.Select(choice => new CompletionItem(choice.Word, CompletionKind.Word, word, choice.Word, null, choice.Meaning)) ?? [];
        var value = place.Entry.Value.Location.Span;
        var whole = place.Entry.Value is YamlScalar { Text: Stop } || value.Length == 0 ? word : new Location(source, Span.Between(value.Start, Math.Max(offset, value.End)));
        return runbooks().Select(path => new CompletionItem(path, CompletionKind.File, whole, path, null, null));
    }
}
