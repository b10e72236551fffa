using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Formatting;
using MeshRunbook.Language.Tests.Compiling;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Formatting;

public sealed class FormatterTests
{
    public static TheoryData<string> Runbooks => [.. RunbooksTests.Runbooks.Concat(RunbooksTests.Tests).Select(row => row.Data)];

    public static TheoryData<string> Readable =>
    [
        .. Directory.EnumerateFiles(Repository.At("tests", "Cases"), "*.yaml", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.At("runbooks"), "*.yaml", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)
            .Where(file => Formatter.Format(Open(file)).Text is not null),
    ];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_shipped_runbook_is_in_canonical_form(string path)
    {
        var source = Open(path);

        Assert.Equal(source.Content, Formatter.Format(source).Text);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void What_is_in_canonical_form_stays_as_it_is_and_says_the_same(string path)
    {
        var source = Open(path);

        var once = Formatter.Format(source).Text!;
        var twice = Formatter.Format(new SourceText(path, once)).Text;

        Assert.Equal(once, twice);
        Assert.Equal(Said(source), Said(new SourceText(path, once)));
        Assert.Equal(Comments(source.Content), Comments(once));
    }

    [Fact]
    public void Keys_get_the_order_of_the_schema_and_comments_stay_with_them() => Becomes("""
        kind: Runbook   # what it is
        # Which version.
        apiVersion: "meshrunbook/v1"
        steps:
        # The first.
        - run: 'kubectl version'   # asks
          title: "Ask"


          # Its name.
          id: one
        - {run: kubectl version,
           id: two}
        # Behind all steps.
        metadata: {"title": 'A b', version: "1.0.0", name: "x"}
        # At the end.
        """, """
        # Which version.
        apiVersion: meshrunbook/v1
        kind: Runbook # what it is
        # Behind all steps.
        metadata: {name: x, version: "1.0.0", title: A b}
        steps:
          # The first.

          # Its name.
          - id: one
            title: Ask
            run: kubectl version # asks
          - {id: two, run: kubectl version}
        # At the end.

        """);

    [Fact]
    public void A_text_of_several_lines_keeps_its_lines() => Becomes("""
        steps:
            - id: one
              shell: |+
                  set -e
                    # no comment
                  echo

            - id: two
              title: one
                two
              run: >-
                kubectl
                  version
        """, """
        steps:
          - id: one
            shell: |+
              set -e
                # no comment
              echo

          - id: two
            title: one
              two
            run: >-
              kubectl
                version

        """);

    [Fact]
    public void Steps_have_empty_lines_between_all_of_them_or_none() => Becomes("""
        steps:
          - {id: a, run: a}

          - {id: b, run: b}
          # About c.
          - {id: c, run: c}
        """, """
        steps:
          - {id: a, run: a}

          - {id: b, run: b}

          # About c.
          - {id: c, run: c}

        """);

    [Theory]
    [InlineData("|", "|-")]
    [InlineData(">", ">-")]
    [InlineData("|+ # why", "|- # why")]
    [InlineData("|-", "|-")]
    public void A_file_that_ends_in_a_block_without_a_line_break_gets_no_line_break_into_the_block(string header, string written) =>
        Becomes($"a: {header}\n   one", $"a: {written}\n  one\n");

    [Theory]
    [InlineData("steps: [\n")]
    [InlineData("a: &x b\n")]
    [InlineData("- a\n")]
    [InlineData("")]
    [InlineData("a: 1\na: 2\n")]
    public void What_cannot_be_read_has_no_canonical_form(string text)
    {
        var formatted = Formatter.Format(new SourceText("a.yaml", text));

        Assert.Null(formatted.Text);
        Assert.Contains(formatted.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
    }

    private static void Becomes(string before, string after) =>
        Assert.Equal(after, Formatter.Format(new SourceText("a.yaml", before)).Text);

    private static SourceText Open(string path) => SourceReader.Open(path, File.ReadAllBytes(Repository.At(path)));

    /// <summary>What the compiler says, without places.</summary>
    private static IEnumerable<string> Said(SourceText source) =>
        RunbookCompiler.Compile(source, new FolderSources(Repository.Root)).Diagnostics.Where(diagnostic => diagnostic.Location?.Source == source)
            .Select(diagnostic => diagnostic.Code.Id).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Comments(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('#')).Order(StringComparer.Ordinal);
}
