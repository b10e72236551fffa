using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Editing;

public sealed class FixingTests
{
    [Theory]
    [InlineData("{{ params.revison }}", "{{ params.revision }}")]
    [InlineData("{{ revision }}", "{{ params.revision }}")]
    [InlineData("{{ steps.fnd.outputs.names }}", "{{ steps.find.outputs.names }}")]
    [InlineData("{{ steps.find.outputs.nams }}", "{{ steps.find.outputs.names }}")]
    [InlineData("{{ steps.find.names }}", "{{ steps.find.outputs.names }}")]
    [InlineData("{{ slg params.revision }}", "{{ slug params.revision }}")]
    [InlineData("{{ params.revision | string.upcase }}", "{{ params.revision | upper }}")]
    [InlineData("{{ params.origin == 'isto' }}", "{{ params.origin == 'istio' }}")]
    [InlineData("{{ params.fast and params.fast }}", "{{ params.fast && params.fast }}")]
    [InlineData("{{ size params.revision > 0 }}", "{{ (size params.revision) > 0 }}")]
    [InlineData("{{ params.origin == istio }}", "{{ params.origin == 'istio' }}")]
    public void A_mistake_in_an_expression_has_a_fix(string wrong, string right)
    {
        foreach (var quote in (string[])["", "'"])
        {
            // Inside single quotes of YAML an apostrophe is written twice.
            var (before, after) = quote == "" ? (wrong, right) : (wrong.Replace("'", "''", StringComparison.Ordinal), right.Replace("'", "''", StringComparison.Ordinal));
            var marked = new Marked($"""
                parameters:
                  revision: {"{type: string}"}
                  origin: {"{type: enum, values: [istio, asm]}"}
                  fast: {"{type: boolean}"}
                steps:
                  - id: find
                    run: kubectl get ns
                    outputs: {"{names: \"{{ lines stdout }}\"}"}
                  - id: use
                    title: {quote}a {before}{quote}
                    run: echo
                """);

            var edits = marked.Analysis.Diagnostics.Select(Fixing.Of).OfType<TextEdit>();

            Assert.Contains($"title: {quote}a {after}{quote}\n", marked.Applied(edits.Take(1)));
        }
    }

    [Theory]
    [InlineData("steps:\n  - id: a\n    rnu: date\n", "    run: date\n")]
    [InlineData("steps:\n  - id: a\n    run: date\n    timeuot: 5m\n", "    timeout: 5m\n")]
    [InlineData("steps:\n  - id: a\n    run: date\n    repeatable: yes\n", "repeatable: true\n")]
    [InlineData("steps:\n  - id: a\n    run: date\n    retry: {attempts: '3'}\n", "{attempts: 3}")]
    [InlineData("steps:\n  - id: a\n    run: date\n    when: {{ run.id == 'x' }}\n", "    when: \"{{ run.id == 'x' }}\"\n")]
    [InlineData("parameters: {x: {type: strng}}\nsteps:\n  - id: a\n    run: echo {{ params.x }}\n", "{type: string}")]
    [InlineData("parameters: {x: string}\nsteps:\n  - id: a\n    run: echo {{ params.x }}\n", "{x: {type: string}}")]
    [InlineData("steps:\n  - id: a\n    verify: {trust: citadell}\n", "{trust: citadel}")]
    public void A_mistake_of_structure_has_a_fix(string wrong, string right)
    {
        var marked = new Marked(wrong);

        var text = marked.Applied(marked.Analysis.Diagnostics.Select(Fixing.Of).OfType<TextEdit>());

        Assert.Contains(right, text);
        Assert.DoesNotContain(new Marked(text[Marked.Head.Length..]).Analysis.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
    }

    [Fact]
    public void Help_that_names_what_was_meant_can_always_be_applied_and_removes_the_mistake()
    {
        var fixes = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.At("tests", "Cases"), "*.yaml", SearchOption.AllDirectories))
        {
            var (name, text) = (Path.GetFileName(file), File.ReadAllText(file));
            var sources = new FolderSources(Path.GetDirectoryName(file)!);
            var analysis = Analysis.Of(new SourceText(name, text), sources);
            // One diagnostic of many thousand is as good as another.
            foreach (var diagnostic in analysis.Diagnostics.Where(one => one.Location?.Source == analysis.Source).Take(20))
            {
                if (Fixing.Of(diagnostic) is not { } edit)
                {
                    Assert.False(diagnostic.Help?.StartsWith("did you mean `", StringComparison.Ordinal) == true, $"{file}: {diagnostic.Help} has no fix");
                    continue;
                }

                fixes++;
                var again = Analysis.Of(new SourceText(name, Marked.Applied(text, [edit])), sources);
                Assert.False(again.Diagnostics.Any(one => one.Code == diagnostic.Code && one.Message == diagnostic.Message && one.Location?.Span.Start == diagnostic.Location!.Span.Start),
                    $"{file}: `{edit.Text}` does not correct {diagnostic.Location} {diagnostic.Message}");
            }
        }

        Assert.True(fixes > 80, $"only {fixes} fixes were tried");
    }
}
