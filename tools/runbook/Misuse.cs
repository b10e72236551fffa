using System.CommandLine;
using System.CommandLine.Parsing;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Cli;

/// <summary>What is wrong with a command line: one message, with what to type instead.</summary>
internal static class Misuse
{
    /// <summary>Null where the command line can be understood.</summary>
    public static Refusal? Of(RootCommand root, string[] args, ParseResult parsed)
    {
        if (UnknownVerb(root, args, parsed) is { } verb) return verb;
        if (UnknownOption(args, parsed) is { } option) return option;
        return parsed.Errors is [var error, ..] ? Refusal.Usage(Reworded(error.Message), Help(parsed)) : null;
    }

    private static Refusal? UnknownVerb(RootCommand root, string[] args, ParseResult parsed)
    {
        if (parsed.CommandResult.Command != root || args is not [var name, ..] || name.StartsWith('-') || name.StartsWith('[')) return null;
        var near = Suggestion.For(name, root.Subcommands.Select(verb => verb.Name));
        return Refusal.Usage($"there is no verb `{name}`", near is null ? Help(parsed) : $"did you mean `runbook {near}`?");
    }

    // A mistyped option would be taken for an argument, such as a file that is not there.
    private static Refusal? UnknownOption(string[] args, ParseResult parsed)
    {
        var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens.Select(token => token.Value))
            .Concat(parsed.UnmatchedTokens).ToHashSet(StringComparer.Ordinal);
        if (args.TakeWhile(arg => arg != "--").FirstOrDefault(arg => arg.Length > 1 && arg[0] == '-' && taken.Contains(arg)) is not { } wrong) return null;
        var name = wrong.Split('=', ':')[0];
        var near = Suggestion.For(name, parsed.CommandResult.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
        return Refusal.Usage($"there is no option `{name}`", near is null ? Help(parsed) : $"did you mean `{near}`?");
    }

    private static string Help(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "run: runbook --help" : $"run: runbook {parsed.CommandResult.Command.Name} --help";

    /// <summary>A message of the parser as the program says things: one line, lower case, names in backticks.</summary>
    private static string Reworded(string message)
    {
        if (message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var first, _, ..] lines)
            return $"`{first.Split('\'') switch { [_, var value, ..] => value, _ => first }}` is none of {string.Join(", ", lines[1..].Select(line => line.Trim('\'')))}";
        return message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.').Replace('\'', '`');
    }
}
