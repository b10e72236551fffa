using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Conditions;

/// <summary>`command`: a command that only looks, and how it ends.</summary>
/// <param name="timeout">After this the command is ended, and the answer is "cannot tell".</param>
public sealed class CommandCondition(ICommands commands, TimeSpan? timeout = null) : ICondition
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public string Kind => "command";

    public async Task<Answer> AskAsync(Question question, CancellationToken cancellation)
    {
        if (question.Arguments[Kind] is not ListValue { Items.Length: > 0 } words) return Answer.CannotTell("`command` names no program");
        var arguments = words.Items.SelectMany(word => word is ListValue list ? list.Items : [word]).Select(word => ValueText.Of(word) ?? "");
        var request = new CommandRequest(
            [.. arguments], ImmutableDictionary<string, string>.Empty, timeout ?? TimeSpan.FromMinutes(1));
        var result = await commands.RunAsync(request, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return Judge(question, request.Arguments[0], result);
    }

    private static Answer Judge(Question question, string program, CommandResult result)
    {
        switch (result.End)
        {
            case CommandEnd.NotStarted: return Answer.CannotTell(result.Problem ?? $"`{program}` could not be started");
            case CommandEnd.TimedOut or CommandEnd.Cancelled: return Answer.CannotTell($"`{program}` did not end in time");
            case CommandEnd.Signalled: return Answer.CannotTell($"`{program}` was ended by {Signals.NameOf(result.ExitCode - 128)}");
        }

        var wanted = question.Arguments["exitCode"] is IntegerValue integer ? integer.Integer : 0;
        var evidence = new MapValue([KeyValuePair.Create("exitCode", Value.Of(result.ExitCode))]);
        if (result.ExitCode != wanted)
            return Answer.DoesNotHold($"`{program}` ended with exit status {result.ExitCode}{LastLine(result.Error)}, not {wanted}", evidence);
        if (question.Arguments["stdout"] is MapValue expected && Mismatch(expected, result.Output.TrimEnd('\n', '\r')) is { } mismatch)
            return Answer.DoesNotHold($"what `{program}` printed {mismatch}", evidence);
        return Answer.Holds($"`{program}` ended with exit status {wanted}", evidence);
    }

    private static string? Mismatch(MapValue expected, string output)
    {
        foreach (var (how, value) in expected.Entries)
        {
            var text = ValueText.Of(value) ?? "";
            var fits = how switch
            {
                "equals" => output == text,
                "contains" => output.Contains(text, StringComparison.Ordinal),
                _ => Regex.IsMatch(output, text, RegexOptions.CultureInvariant, MatchTimeout),
            };
            if (!fits) return how switch { "equals" => $"is not `{text}`", "contains" => $"does not contain `{text}`", _ => $"does not match `{text}`" };
        }

        return null;
    }

    private static string LastLine(string text)
    {
        var line = text.TrimEnd().Split('\n')[^1].Trim();
        return line.Length == 0 ? "" : $" ({line})";
    }
}
