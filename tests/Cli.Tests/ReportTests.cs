using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\\\"'";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_a_run_has_recorded_never_becomes_markup_and_secrets_stay_masked()
    {
        _place.Environment["RUNBOOK_PARAM_token"] = "hush-hush-hush";
        var runbook = _place.Write($$$"""
            parameters: {token: {type: string, secret: true, description: A secret}}
            steps:
              - {id: say, title: "{{{Hostile}}}", repeatable: true, env: {TOKEN: "{{ params.token }}"}, shell: 'echo "<img src=x> $TOKEN"'}
              - {checkpoint: said}
            """);
        await _place.ExpectAsync(0, "execute", runbook);

        var path = (await _place.ExpectAsync(0, "report")).Output.Trim();

        var page = await File.ReadAllTextAsync(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt; ***", page, StringComparison.Ordinal);
        Assert.Contains("default-src &#39;none&#39;".Replace("&#39;", "'", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_step_its_exit_status_and_what_it_printed_are_in_every_form_as_is_the_decision_to_leave_it_out()
    {
        var runbook = _place.Write("""
            steps:
              - {id: break, repeatable: true, shell: "echo last words; exit 3"}
              - {id: after, repeatable: true, run: "true"}
            """);
        await _place.ExpectAsync(1, "execute", runbook);
        await _place.ExpectAsync(0, "resume", "--skip", "break", "--reason", "not wanted");

        var json = await _place.AskAsync("report");
        var page = (await _place.ExpectAsync(0, "report", "--file", "-")).Output;
        var markdown = (await _place.ExpectAsync(0, "report", "--output", "markdown")).Output;

        var attempt = json["steps"]![0]!["attempts"]![0]!;
        Assert.Equal((3, "last words"), ((int)attempt["exitCode"]!, (string)attempt["printed"]![0]!));
        Assert.Contains(json["incidents"]!.AsArray(), incident => (string)incident!["what"]! == "left out" && (string)incident["why"]! == "not wanted");
        foreach (var form in (string[])[page, markdown])
        {
            Assert.Contains("not wanted", form, StringComparison.Ordinal);
            Assert.Contains((string)json["journal"]!["digest"]!, form, StringComparison.Ordinal);
        }

        Assert.Contains("last words", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_stands_there_with_who_gave_it_and_on_which_evidence()
    {
        var runbook = _place.Write("""
            steps:
              - {id: look, verify: {that: "{{ true }}"}}
              - {id: ask, approve: {title: Go on?}}
            """);
        await _place.ExpectAsync(4, "execute", runbook);
        await _place.AsAsync("ann", 0, "approve", _place.Run, "--comment", "looks good");
        await _place.ExpectAsync(0, "resume");

        var gate = (await _place.AskAsync("report"))["gates"]![0]!;

        Assert.Equal("look", (string)gate["findings"]![0]!["address"]!);
        Assert.StartsWith("ann@", (string)gate["answers"]![0]!["who"]!, StringComparison.Ordinal);
        Assert.Equal(("approved", "looks good", true), ((string)gate["end"]!, (string)gate["answers"]![0]!["comment"]!, (bool)gate["answers"]![0]!["counts"]!));
        Assert.Equal(64, ((string)gate["evidence"]!).Length);
    }
}
