using System.CommandLine;
using MeshRunbook.Cli.Verbs;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli;

/// <summary>The verbs, and what happens to everything that can go wrong in one.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            var root = Root();
            foreach (var verb in root.Subcommands.Where(verb => args.FirstOrDefault() != verb.Name)) verb.Description = FirstLine(verb.Description);
            var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors.Count > 0) return SayUsage(root, args, parsed);
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Refusal refusal)
        {
            if (refusal.Details.Length > 0) Console.Error.Write(refusal.Details + "\n");
            return Say(refusal.Message, refusal.Help, refusal.ExitCode);
        }
        catch (Exception problem) when (problem is StoreException or JournalException)
        {
            return Say(problem.Message, null, ExitCode.Refused);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException problem) when (BrokenPipe.Is(problem))
        {
            // Whoever read the output, such as head, has seen enough.
            return ExitCode.Done;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            return Say(problem.Message, "check the path, its permissions and the room on the disk", ExitCode.Failed);
        }
        catch (Exception problem)
        {
            return Say(
                $"a mistake in runbook itself: {problem.Message}", $"please report it with {InternalError.Save(problem)}", ExitCode.Internal);
        }
    }

    /// <summary>Says what went wrong on standard error, in the form that all messages have.</summary>
    public static int Say(string message, string? help, int exitCode)
    {
        Console.Error.WriteLine($"error: {message}");
        if (help is not null) Console.Error.WriteLine($"help: {help}");
        return exitCode;
    }

    private static RootCommand Root() => new("Carries out YAML runbooks: plans, executes, resumes and rehearses them.\n\n"
        + "Example:\n  runbook validate release.yaml && runbook execute release.yaml --params production.yaml")
    {
        ValidateVerb.Create(), PlanVerb.Create(), ExecuteVerb.Create(), ResumeVerb.Create(), AnswerVerb.Approve(), AnswerVerb.Reject(),
        RollbackVerb.Create(), StatusVerb.Create(), ListVerb.Create(), LogsVerb.Create(), RehearseVerb.Create(), SchemaVerb.Create(),
        ExplainVerb.Create(), CompletionVerb.Create(),
    };

    private static int SayUsage(RootCommand root, string[] args, ParseResult parsed)
    {
        var verbs = root.Subcommands.Select(verb => verb.Name).ToList();
        if (parsed.CommandResult.Command == root && args.Length > 0 && !args[0].StartsWith('-') && !verbs.Contains(args[0]))
        {
            var near = Language.Diagnostics.Suggestion.For(args[0], verbs);
            return Say($"there is no verb `{args[0]}`", near is null ? "run: runbook --help" : $"did you mean `runbook {near}`?", ExitCode.Usage);
        }

        var verb = parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}";
        return Say(Lower(parsed.Errors[0].Message), $"run: runbook{verb} --help", ExitCode.Usage);
    }

    // The list of verbs has a line for each; the example is for the verb's own help.
    private static string? FirstLine(string? description) => description?.Split('\n')[0];

    private static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.').Replace('\'', '`');
}
