using System.CommandLine;

namespace MeshRunbook.Cli;

/// <summary>Options that several verbs have; each verb makes its own.</summary>
internal static class SharedOptions
{
    /// <param name="short">The short form; where a verb writes a file, that names the file instead.</param>
    public static Option<string> Output(string? @short = "-o")
    {
        var option = new Option<string>("--output", @short is null ? [] : [@short]) { Description = "text for people, json for programs", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    /// <param name="others">Further forms, each with what it is for, such as `json for programs`.</param>
    public static Option<string> OutputAlsoForGitHub(params string[] others)
    {
        string[] forms = ["text for people", .. others, "github for remarks on the lines of a pull request"];
        var option = new Option<string>("--output", "-o") { Description = string.Join(", ", forms), DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong([.. forms.Select(form => form.Split(' ')[0])]);
        return option;
    }

    public static Option<string> State() => new("--state")
    {
        Description = "Folder in which runs live (RUNBOOK_STATE)",
        DefaultValueFactory = _ => StateFolder.Default,
        HelpName = "DIR",
    };

    public static Option<string[]> Param() => new("--param", "-p")
    {
        Description = "A parameter, NAME=VALUE; may be repeated",
        HelpName = "NAME=VALUE",
    };

    public static Option<string[]> Params() => new("--params")
    {
        Description = "A YAML file of parameters; may be repeated, later files win",
        HelpName = "FILE",
    };

    public static Argument<string?> Run(string description = "The run's id or how it begins; may be left out where only one can be meant") =>
        new("run") { Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static Argument<string> Runbook() => new("runbook") { Description = "The runbook's YAML file" };
}
