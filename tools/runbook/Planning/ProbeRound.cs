using MeshRunbook.Execution;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Planning;

/// <summary>What the probes of a plan say now, before anything is run.</summary>
internal sealed record ProbeRound(IReadOnlyDictionary<Address, Answer> Answers)
{
    public static ProbeRound None { get; } = new(new Dictionary<Address, Answer>());

    private const int AtATime = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks every probe whose question is known already, several at a time; asking changes nothing.</summary>
    public static async Task<ProbeRound> AskAsync(IReadOnlyList<PreviewStep> steps, MapValue parameters, ConditionSet conditions)
    {
        var masker = new Masker();
        masker.AddSecretsIn(parameters);
        var answers = new Dictionary<Address, Answer>();
        await Parallel.ForEachAsync(
            steps.Where(step => step is { Probe.Question: not null, WillRun: not false }), new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (step, cancellation) =>
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Patience);
                var answer = await AskAsync(conditions, step, patience.Token);
                lock (answers) answers[step.Address] = answer with { Summary = masker.Text(answer.Summary), Help = answer.Help is { } help ? masker.Text(help) : null };
            });
        return new(answers);
    }

    private static async Task<Answer> AskAsync(ConditionSet conditions, PreviewStep step, CancellationToken patience)
    {
        try
        {
            return await conditions.AskAsync(step.Probe!.Question!, patience);
        }
        catch (OperationCanceledException)
        {
            return Answer.CannotTell($"no answer within {Words.Duration(Patience)}");
        }
    }

    public Answer? Of(PreviewStep step) => Answers.GetValueOrDefault(step.Address);
}
