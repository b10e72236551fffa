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
            if (Misuse.Of(root, args, parsed) is { } misuse) throw misuse;
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Refusal refusal)
        {
            if (refusal.Details.Length > 0) Console.Error.Write(refusal.Details + "\n");
            return Say(refusal.Message, refusal.Help, refusal.ExitCode);
        }
        catch (StoreException problem)
        {
            return Say(problem.Message, problem.Help, ExitCode.Refused);
        }
        catch (JournalException problem)
        {
            return Say(problem.Message, problem.Help, ExitCode.Refused);
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
        // One a line, in the order of a procedure's life.
        NewVerb.Create(),
        ValidateVerb.Create(),
        FmtVerb.Create(),
        TestVerb.Create(),
        PlanVerb.Create(),
        DiffVerb.Create(),
        GraphVerb.Create(),
        ExecuteVerb.Create(),
        ResumeVerb.Create(),
        AnswerVerb.Approve(),
        AnswerVerb.Reject(),
        RollbackVerb.Create(),
        StatusVerb.Create(),
        ListVerb.Create(),
        LogsVerb.Create(),
        AuditVerb.Create(),
        LocksVerb.Create(),
        ReportVerb.Create(),
        RehearseVerb.Create(),
        TrustVerb.Create(),
        LspVerb.Create(),
        SchemaVerb.Create(),
        ExplainVerb.Create(),
        CompletionVerb.Create(),
    };

    // The list of verbs has a line for each; the example is for the verb's own help.
    private static string? FirstLine(string? description) => description?.Split('\n')[0];
}
