using System.Text;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Secrets;

public sealed class SecretRunTests
{
    private const string Password = "correct-horse";

    private static Stage NewStage(string steps) => new(steps, "parameters: {password: {type: string, secret: true}}")
    {
        Parameters = new([KeyValuePair.Create("password", Value.Of(Password).MarkedSecret())]),
    };

    [Fact]
    public async Task A_secret_parameter_reaches_the_command_but_neither_journal_log_nor_screen()
    {
        var stage = NewStage("  - {id: a, run: \"say {{ params.password }} {{ to_json params.password }}\", repeatable: true}");

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, Password), (end.Outcome, stage.World.Requests[0].Arguments[1]));
        Assert.DoesNotContain(Password, stage.Run.Journal, StringComparison.Ordinal);
        Assert.Contains("hmac-sha256:", stage.Run.Journal, StringComparison.Ordinal);
        Assert.Equal("a: *** ***", Assert.Single(stage.Printed));
        Assert.DoesNotContain(Password, Encoding.UTF8.GetString(stage.Run.Logs["a.1"].ToArray()), StringComparison.Ordinal);
        Assert.Empty(stage.Run.Secrets);
    }

    [Fact]
    public async Task A_resume_without_the_secret_or_with_another_one_names_the_parameter()
    {
        var stage = NewStage("  - {id: a, run: \"do {{ params.password }}\", repeatable: true}");
        stage.World.Failing.Add(Password);

        var failed = await stage.StartAsync();
        var right = (await stage.OpenAsync()).MissingSecrets;
        stage.Parameters = new([KeyValuePair.Create("password", Value.Of("wrong-horse").MarkedSecret())]);
        var wrong = (await stage.OpenAsync()).MissingSecrets;

        Assert.Equal("`a` failed: `do` ended with exit status 1: *** is broken", failed.Message);
        Assert.Empty(right);
        Assert.Equal(["password"], wrong);
    }

    [Fact]
    public async Task A_sensitive_output_survives_a_resume_outside_of_the_journal()
    {
        var stage = new Stage(
            """
              - {id: a, run: say token-12345, repeatable: true, sensitive: true, outputs: {token: "{{ stdout }}"}}
              - {id: b, run: "do {{ steps.a.outputs.token }}", repeatable: true}
            """);
        stage.World.Special["do token-12345"] = (_, _) => Task.FromResult(World.Ended(1));

        await stage.StartAsync();
        stage.World.Special.Clear();
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 2), (end.Outcome, stage.World.Runs["do token-12345"]));
        Assert.DoesNotContain("token-12345", stage.Run.Journal.Replace("say token-12345", "", StringComparison.Ordinal)
            .Replace("\"say\",\"token-12345\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("\"token-12345\"", Encoding.UTF8.GetString(Assert.Single(stage.Run.Secrets).Value));
        Assert.Empty(stage.Printed);
        Assert.DoesNotContain("a.1", stage.Run.Logs.Keys);
    }

    [Fact]
    public async Task An_output_in_which_a_secret_turns_up_becomes_secret_itself()
    {
        var stage = NewStage("  - {id: a, run: \"say {{ params.password }}\", repeatable: true, outputs: {text: \"{{ stdout }}\"}}");

        var end = await stage.StartAsync();

        Assert.True(end.State.Find(new("a"))!.Outputs!["text"]!.IsSecret);
        Assert.DoesNotContain(Password, stage.Run.Journal, StringComparison.Ordinal);
    }
}
