using System.Buffers;
using System.Collections.Immutable;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Testing;

/// <summary>What a test was asked and has no canned answer for, as the YAML that would give one.</summary>
internal sealed class Unanswered
{
    private static readonly SearchValues<char> Special = SearchValues.Create("|&;<>()$`\\\"'#~\t\n");

    private readonly List<(string Key, string Yaml)> _items = [];

    public bool IsEmpty => _items.Count == 0;

    public void Script(string address) => Add("commands", $"- {{step: {Scalar(Pattern(address))}, stdout: \"\"}}");

    public void Command(IEnumerable<string> words) => Add("commands", $"- run: {Scalar(string.Join(' ', words.Select(Word)))}");

    /// <param name="line">The words with a space between any two.</param>
    public void Command(string line) => Add("commands", $"- run: {Scalar(IsPlain(line) || !NeedsQuotes(line) ? line : Quoted(line))}");

    public void Condition(Question question)
    {
        var keys = question.Arguments.Entries.Where(entry => entry.Key != "kubeconfig").Select(entry => $"{entry.Key}: {Flow(entry.Value)}");
        Add("conditions", $"- condition: {{{string.Join(", ", keys)}}}");
    }

    public void Gate(GateOpened gate) => Add("gates", $"{Scalar(Pattern(gate.Address.Text))}: approve");

    /// <summary>The lines to add to the test, or to its file for all tests.</summary>
    public ImmutableArray<string> Lines() =>
    [
        .. _items.GroupBy(item => item.Key).SelectMany(group => group.Select(item => $"  {item.Yaml}").Prepend($"{group.Key}:")),
    ];

    private void Add(string key, string yaml)
    {
        if (!_items.Contains((key, yaml))) _items.Add((key, yaml));
    }

    // A key of a loop is one of many; the answer is likely to be that of all.
    private static string Pattern(string address) => StaticAddresses.WithoutKeys(address, "[*]");

    private static string Flow(Value value) => value switch
    {
        ListValue list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Scalar(entry.Key)}: {Flow(entry.Value)}"))}}}",
        _ => Scalar(ValueText.Of(value) ?? ""),
    };

    private static string Word(string word) => NeedsQuotes(word) || word.Length == 0 || word.Contains(' ', StringComparison.Ordinal) ? Quoted(word) : word;

    private static bool NeedsQuotes(string text) => text.AsSpan().ContainsAny(Special);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Scalar(string text) => IsPlain(text) ? text : ValueJson.Text(Value.Of(text));

    private static bool IsPlain(string text) => text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || " -_./=+@:*".Contains(c, StringComparison.Ordinal))
        && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':') && !text.EndsWith(' ')
        && text is not ("true" or "false" or "null");
}
