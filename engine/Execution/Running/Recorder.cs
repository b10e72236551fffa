using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Running;

/// <summary>Writes what happens to the journal, secrets sealed, and takes it into the state.</summary>
internal sealed class Recorder(IRun run, RunState state, Masker masker, IWatcher watcher, string engineActor)
{
    private readonly EventMask _mask = new(masker, state.Facts.Secrets);
    private readonly HashSet<string> _saved = new(StringComparer.Ordinal);

    /// <summary>Records an event; it has happened when this returns, and not before.</summary>
    /// <exception cref="StoreException">The event could not be recorded, so the engine must not go on.</exception>
    public async Task RecordAsync(Event happened, string? actor = null)
    {
        var masked = _mask.Of(happened);
        foreach (var secret in SecretsToKeep(masked)) await SaveAsync(secret).ConfigureAwait(false);
        var entry = await run.AppendAsync(masked, actor ?? engineActor, IsDurable(masked), CancellationToken.None).ConfigureAwait(false);
        state.Apply(entry);
        watcher.Recorded(entry, state);
    }

    /// <summary>An answer as it may be shown.</summary>
    public Answer Masked(Answer answer) => _mask.Of(answer);

    /// <summary>
    /// Whether the event must be on disk before the engine goes on: the intent to change something, its outcome, and what
    /// people decided. Anything else follows from these again after a crash.
    /// </summary>
    private bool IsDurable(Event happened) => happened switch
    {
        StepStarted e => state.Find(e.Address)?.Step is RunStep or ShellStep,
        StepFinished e => state.Find(e.Address)?.IsComposite == false,
        CommandStarted or StepSkipped or LoopExpanded or EngineStarted or StepProbed or CheckpointReached => false,
        _ => true,
    };

    private async Task SaveAsync(string digest)
    {
        if (!_saved.Add(digest)) return;
        var value = state.Facts.Secrets.Open(new TextValue(digest) { IsSecret = true });
        await run.SaveSecretAsync(digest, JournalValues.ToUtf8(Vault.Unmarked(value)), CancellationToken.None).ConfigureAwait(false);
    }

    // Secret parameters are never kept: whoever resumes the run gives them again.
    private IEnumerable<string> SecretsToKeep(Event happened)
    {
        IEnumerable<Value> values = happened switch
        {
            StepFinished { Outputs: { } outputs } => [outputs],
            RunFinished e => [e.Outputs],
            LoopExpanded e => e.Items.Select(item => item.Value),
            _ => [],
        };
        var parameters = state.Started is { } started ? Vault.DigestsIn(started.Parameters).ToHashSet() : [];
        return values.SelectMany(Vault.DigestsIn).Where(digest => !parameters.Contains(digest));
    }
}
