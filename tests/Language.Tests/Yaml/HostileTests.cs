using System.Text;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Yaml;

public sealed class HostileTests
{
    // What is quadratic shows with this much, and the suite stays quick.
    private const int Size = 256 * 1024 - 100;

    public static TheoryData<string> Kinds => [.. Texts.Keys];

    private static Dictionary<string, Func<string>> Texts { get; } = new()
    {
        ["open brackets"] = () => new string('[', Size),
        ["open braces"] = () => new string('{', Size),
        ["dashes"] = () => string.Concat(Enumerable.Repeat("- ", Size / 2)),
        ["questions"] = () => string.Concat(Enumerable.Repeat("? ", Size / 2)),
        ["colons"] = () => string.Concat(Enumerable.Repeat(": ", Size / 2)),
        ["commas"] = () => "[" + new string(',', Size),
        ["flow pairs"] = () => "{" + string.Concat(Enumerable.Repeat("a: b, ", Size / 6)) + "}",
        ["short lines"] = () => string.Concat(Enumerable.Repeat("- a\n", Size / 4)),
        ["keys"] = () => string.Concat(Enumerable.Range(0, Size / 12).Select(i => $"k{i}: v\n")),
        ["the same key"] = () => string.Concat(Enumerable.Repeat("a: b\n", Size / 5)),
        ["one long line"] = () => "a: " + new string('x', Size),
        ["one long key"] = () => new string('x', Size) + ": a",
        ["one long quoted text"] = () => "a: \"" + new string('x', Size) + "\"",
        ["an open quote"] = () => "a: \"" + new string('x', Size),
        ["many escapes"] = () => "a: \"" + string.Concat(Enumerable.Repeat("\\x41", Size / 4)) + "\"",
        ["a folded text"] = () => "a: >\n" + string.Concat(Enumerable.Repeat("  x\n\n", Size / 5)),
        ["a plain text of many lines"] = () => "a: x\n" + string.Concat(Enumerable.Repeat("  x\n", Size / 4)),
        ["comments"] = () => string.Concat(Enumerable.Repeat("# x\n", Size / 4)),
        ["empty lines"] = () => new string('\n', Size),
        ["spaces"] = () => new string(' ', Size),
        ["tabs"] = () => new string('\t', Size),
        ["anchors"] = () => string.Concat(Enumerable.Range(0, Size / 16).Select(i => $"- &a{i} x\n")),
        ["aliases"] = () => "- &a x\n" + string.Concat(Enumerable.Repeat("- *a\n", Size / 5)),
        ["documents"] = () => string.Concat(Enumerable.Repeat("---\na: b\n", Size / 9)),
        ["tags"] = () => string.Concat(Enumerable.Repeat("- !!x y\n", Size / 8)),
        ["templates"] = () => Runbook("  - id: a\n    title: " + string.Concat(Enumerable.Repeat("x {{ params.x }} ", Size / 18)) + "\n    run: x\n"),
        ["open templates"] = () => Runbook("  - id: a\n    title: " + string.Concat(Enumerable.Repeat("x{{ ", Size / 5)) + "\n    run: x\n"),
        ["unknown keys"] = () => Runbook("  - id: a\n    run: x\n" + string.Concat(Enumerable.Range(0, Size / 22).Select(i => $"    k{i}: v\n"))),
        ["steps without a kind"] = () => Runbook(string.Concat(Enumerable.Range(0, Size / 20).Select(i => $"  - id: a{i}\n"))),
        ["steps with one id"] = () => Runbook(string.Concat(Enumerable.Repeat("  - id: a\n    run: x\n", Size / 24))),
        ["a million parentheses"] = () => Runbook("  - id: a\n    run: x {{ " + new string('(', Size - 200) + "\n"),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mischief_of_many_kinds_gets_an_answer(string kind)
    {
        var bytes = Encoding.UTF8.GetBytes(Texts[kind]());
        Assert.InRange(bytes.Length, Size / 2, SourceReader.MaxBytes);

        var compilation = RunbookCompiler.Compile("hostile.yaml", bytes, new TextSources());
        var rendered = DiagnosticRenderer.Render(compilation.Diagnostics.Take(100));

        Assert.NotEmpty(rendered);
    }

    private static string Runbook(string steps) =>
        "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: a, version: 1.0.0, title: A}\nsteps:\n" + steps;
}
