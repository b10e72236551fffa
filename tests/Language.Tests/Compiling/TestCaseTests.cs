using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Compiling;

/// <summary>What is said of files of tests that are not right.</summary>
public sealed class TestCaseTests
{
    private static readonly string Folder = Repository.At("tests", "Cases", "tests");

    [Fact]
    public void All_mistakes_of_a_file_of_tests_are_said_at_once()
    {
        var compilation = Compile(File.ReadAllText(Path.Combine(Folder, "mistakes.test.yaml")));

        Assert.Null(compilation.Tests);
        Golden.Matches(Path.Combine(Folder, "diagnostics.txt"), DiagnosticRenderer.Render(compilation.Diagnostics));
    }

    [Fact]
    public void Tests_are_no_runbook_and_are_told_apart()
    {
        var source = new SourceText("small.test.yaml", "apiVersion: meshrunbook/v1\nkind: RunbookTest\nrunbook: small.yaml\ntests: []\n");

        var remark = Assert.Single(RunbookCompiler.Compile(source, new FolderSources(Folder)).Diagnostics);

        Assert.Equal("these are tests of a runbook, not a runbook", remark.Message);
        Assert.Contains("runbook test", remark.Help);
        Assert.True(TestCompiler.IsTest(source));
    }

    [Fact]
    public void A_parameter_without_a_value_is_said_at_the_test_that_lacks_it()
    {
        var compilation = Compile("""
            apiVersion: meshrunbook/v1
            kind: RunbookTest
            runbook: small.yaml
            tests:
              - name: has it
                parameters: {name: shop}
                expect: {}
              - name: lacks it
                expect: {}
            """);

        var remark = Assert.Single(compilation.Diagnostics);
        Assert.Equal(8, remark.Location!.Line);
        Assert.StartsWith("the parameter `name` (dns1123) is missing", remark.Message);
    }

    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("*a*b*", "xxaxxabxx", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("a[*]", "a[x]", true)]
    [InlineData("a?", "ab", false)]
    public void A_star_stands_for_any_text_and_all_else_for_itself(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new Pattern(pattern).Matches(text));

    [Fact]
    public void A_pattern_of_many_stars_is_answered_soon()
    {
        var pattern = new Pattern(string.Concat(Enumerable.Repeat("*a", 40)) + "b");

        Assert.False(pattern.Matches(new string('a', 5_000)));
    }

    private static TestCompilation Compile(string text) => TestCompiler.Compile(new SourceText("mistakes.test.yaml", text), new FolderSources(Folder));
}
