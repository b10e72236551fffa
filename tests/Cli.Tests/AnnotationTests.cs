using MeshRunbook.Cli.Annotations;

namespace MeshRunbook.Cli.Tests;

/// <summary>`--output github`: remarks on the lines of a pull request.</summary>
public sealed class AnnotationTests(GitRepositoryFolder repository) : IClassFixture<GitRepositoryFolder>
{
    [Fact]
    public void What_would_end_a_property_or_a_line_is_escaped()
    {
        var annotation = new Annotation(AnnotationLevel.Error, "50 %: a, b", "100 %, a: b\nc::d\r\n\u001b[31me") { File = "a,b:c%.yaml", Place = new(2, 2, (3, 9)) };

        Assert.Equal("::error file=a%2Cb%3Ac%25.yaml,line=2,col=3,endLine=2,endColumn=9,title=50 %25%3A a%2C b::100 %25, a: b%0Ac::d%0Ae", annotation.ToString());
    }

    [Fact]
    public async Task A_mistake_stands_on_its_line_of_the_file_from_the_top_of_the_repository()
    {
        File.WriteAllText(repository["runbooks/blocks/wrong.yaml"], """
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {name: wrong, version: 1.0.0, title: Wrong}
            parameters: {revision: {type: string, description: The revision}}
            steps:
              - {id: one, run: "echo {{ params.revison }}"}
            """);

        var result = await repository.RunAsync(3, "runbooks", "validate", "blocks/wrong.yaml", "--output", "github");
        File.Delete(repository["runbooks/blocks/wrong.yaml"]);

        Assert.StartsWith("::error file=runbooks/blocks/wrong.yaml,line=6,col=36,endLine=6,endColumn=42,title=RB0203::", result.Output);
        Assert.Contains("%0Ahelp: did you mean `revision`?\n", result.Output);
        Assert.Equal("1 mistake in 1 runbook\n", result.Error);
    }

    [Fact]
    public async Task What_is_not_in_canonical_form_stands_on_the_lines_that_would_change()
    {
        File.WriteAllText(repository["loose.yaml"], """
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {name: loose, version: 1.0.0, title: Loose}
            steps:
              - id:   one
                run:   "true"
              - id: two
                run: "true"

            """);

        var result = await repository.RunAsync(1, "runbooks", "fmt", "--check", "../loose.yaml", "--output", "github");
        var misuse = await repository.RunAsync(2, "", "fmt", "loose.yaml", "--output", "github");
        File.Delete(repository["loose.yaml"]);

        Assert.Equal("::error file=loose.yaml,line=5,endLine=6,title=not in canonical form::`runbook fmt ../loose.yaml` puts it into canonical form\n", result.Output);
        Assert.Contains("`--output github` goes with `--check`", misuse.Error);
    }

    [Fact]
    public async Task Risks_stand_on_the_lines_of_the_new_text_the_highest_first_and_what_is_gone_on_none()
    {
        var result = await repository.RunAsync(1, "runbooks", "diff", "--base", "origin/main", "--require-version-bump", "--output", "github");

        Assert.Contains("::error file=runbooks/blocks/label.yaml,line=3,col=25,endLine=3,endColumn=38,title=version is too low::what has changed demands 1.1.0 or more, and the version is 1.0.0", result.Lines);
        Assert.Contains("::warning file=runbooks/blocks/label.yaml,line=6,col=", result.Output);
        Assert.Contains("title=high risk::label: run%0Aa destructive command is new: `--force`\n", result.Output);
        Assert.Contains("::warning file=with a space/my runbook.yaml,line=5,", result.Output);
        Assert.Contains("::notice file=runbooks/fresh.yaml,title=new runbook::fresh 1.0.0 is new", result.Lines);
        Assert.Contains("::warning file=runbooks/gone.yaml,title=runbook is gone::gone 1.0.0 is gone", result.Lines);
        var risks = result.Lines.Where(line => line.Contains(" risk::", StringComparison.Ordinal)).ToList();
        Assert.Contains("high risk", risks[0]);
    }
}
