using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Parameters;

public sealed class ParameterBindingTests
{
    private static readonly Plan Plan = Compile("""
        revision: {type: dns1035, description: Name of the new revision}
        namespaces: {type: list, items: dns1123, default: []}
        origin: {type: enum, values: [istio, asm], default: istio}
        parallel: {type: integer, minimum: 1, maximum: 10, default: 4}
        wait: {type: duration, default: 90s}
        test: {type: path, optional: true}
        token: {type: string, secret: true, description: Token of the registry}
        """);

    [Fact]
    public void Values_come_typed_and_the_rest_from_defaults()
    {
        var bound = Bind(new CommandLineValue("revision", "asm-1"), new CommandLineValue("namespaces", "shop,payments"),
            new EnvironmentValue("token", "hush", "RUNBOOK_PARAM_token"));

        Assert.Equal("", DiagnosticRenderer.Render(bound.Diagnostics));
        Assert.Equal(Value.Of("asm-1"), bound.Values["revision"]);
        Assert.Equal(Value.Of(["shop", "payments"]), bound.Values["namespaces"]);
        Assert.Equal(Value.Of(4), bound.Values["parallel"]);
        Assert.Equal(new DurationValue(TimeSpan.FromSeconds(90)), bound.Values["wait"]);
        Assert.Equal(Value.Null, bound.Values["test"]);
        Assert.True(bound.Values["token"]!.IsSecret);
        Assert.Equal("env:RUNBOOK_PARAM_token", bound.SecretSources["token"]);
        Assert.Equal("the default", bound.Origins["wait"]);
    }

    [Fact]
    public void Missing_parameters_are_all_named_with_what_they_are()
    {
        var bound = Bind();

        Assert.Equal(["revision", "token"], bound.Missing.Select(parameter => parameter.Name));
        Kept("parameters-missing", bound);
    }

    [Fact]
    public void The_command_line_overrules_files_and_files_the_environment()
    {
        var bound = Bind(
            new EnvironmentValue("revision", "from-env", "E"), new EnvironmentValue("token", "env", "T"),
            File("a.yaml", "revision: from-a\ntoken: file\n"), File("b.yaml", "revision: from-b\n"),
            new CommandLineValue("revision", "from-line"));

        Assert.Equal(Value.Of("from-line"), bound.Values["revision"]);
        Assert.Equal("file:a.yaml", bound.SecretSources["token"]);
    }

    [Fact]
    public void A_secret_is_refused_on_the_command_line_and_never_quoted()
    {
        var bound = Bind(new CommandLineValue("revision", "r"), new CommandLineValue("token", "hush"));

        Kept("parameters-secret", bound);
        Assert.DoesNotContain("hush", DiagnosticRenderer.Render(bound.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_a_parameter_file_are_shown_at_their_places()
    {
        var bound = Bind(File("values.yaml", """
            revison: asm-1
            revision: Asm_1
            namespaces: shop
            parallel: 11
            wait: 90
            origin: asn
            token: [a]
            """));

        Kept("parameters-file", bound);
    }

    [Fact]
    public void Unknown_and_repeated_parameters_and_files_of_another_shape_are_mistakes()
    {
        var bound = Bind(
            new CommandLineValue("revison", "x"), new CommandLineValue("revision", "a"), new CommandLineValue("revision", "b"),
            File("list.yaml", "- a\n"), File("values.yaml", "token: t\n"));

        Kept("parameters-twice", bound);
    }

    [Fact]
    public void A_rollback_takes_what_the_forward_run_recorded_unless_told_otherwise()
    {
        var bound = Bind(
            new RecordedValue("revision", Value.Of("old"), "run 1"), new RecordedValue("origin", Value.Of("asm"), "run 1"),
            new RecordedValue("elsewhere", Value.Of("x"), "run 1"), new RecordedValue("wait", Value.Of("2m"), "run 1"),
            new EnvironmentValue("token", "t", "T"), new CommandLineValue("origin", "istio"));

        Assert.True(bound.IsValid);
        Assert.Equal(Value.Of("old"), bound.Values["revision"]);
        Assert.Equal(Value.Of("istio"), bound.Values["origin"]);
        Assert.Equal(new DurationValue(TimeSpan.FromMinutes(2)), bound.Values["wait"]);
    }

    private static void Kept(string name, BoundParameters bound) =>
        Golden.Matches(Repository.At("tests", "Cases", name, "diagnostics.txt"), DiagnosticRenderer.Render(bound.Diagnostics));

    private static BoundParameters Bind(params GivenValue[] given) => ParameterBinding.Bind(Plan, given);

    private static ParameterFile File(string name, string text) => new(new SourceText(name, text), name);

    private static Plan Compile(string parameters)
    {
        var text = $$$"""
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {name: test, version: 1.0.0, title: Test}
            parameters:
              {{{parameters.Replace("\n", "\n  ", StringComparison.Ordinal)}}}
            steps:
              - checkpoint: here
            """;
        var compilation = RunbookCompiler.Compile(new SourceText("test.yaml", text), new TextSources());
        Assert.DoesNotContain(compilation.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return compilation.Plan!;
    }
}
