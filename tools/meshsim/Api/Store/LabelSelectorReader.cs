using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>Reads the text form of a label selector from left to right.</summary>
internal sealed class LabelSelectorReader(string text)
{
    private int _at;

    public ImmutableArray<Requirement> ReadAll()
    {
        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        do requirements.Add(ReadOne()); while (Take(","));
        SkipSpace();
        return _at == text.Length ? requirements.ToImmutable() : throw Bad($"found '{text[_at..]}', expected: ',' or 'end of string'");
    }

    private Requirement ReadOne()
    {
        if (Take("!")) return new(Word(), Comparison.DoesNotExist, []);
        var key = Word();
        if (key.Length == 0) throw Bad("found '', expected: !, identifier, or 'end of string'");
        if (Take("==") || Take("=")) return new(key, Comparison.In, [Word()]);
        if (Take("!=")) return new(key, Comparison.NotIn, [Word()]);
        if (Take(">")) return new(key, Comparison.GreaterThan, [Word()]);
        if (Take("<")) return new(key, Comparison.LessThan, [Word()]);
        if (TakeWord("notin")) return new(key, Comparison.NotIn, Values());
        return TakeWord("in") ? new(key, Comparison.In, Values()) : new(key, Comparison.Exists, []);
    }

    private ImmutableArray<string> Values()
    {
        if (!Take("(")) throw Bad("expected: '('");
        var values = ImmutableArray.CreateBuilder<string>();
        do values.Add(Word()); while (Take(","));
        return Take(")") ? values.ToImmutable() : throw Bad("expected: ',' or ')'");
    }

    private string Word()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && !" ,=!()<>".Contains(text[_at], StringComparison.Ordinal)) _at++;
        return text[start.._at];
    }

    private bool TakeWord(string word)
    {
        var before = _at;
        if (Word() == word) return true;
        _at = before;
        return false;
    }

    private bool Take(string sign)
    {
        SkipSpace();
        if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal)) return false;
        _at += sign.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
    }

    private static ApiException Bad(string why) => ApiException.BadRequest($"unable to parse requirement: {why}");
}
