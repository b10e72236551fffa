using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Secrets;

/// <summary>Events as the journal may have them: secret values as digests, and other texts masked.</summary>
internal sealed class EventMask(Masker masker, Vault vault)
{
    public Event Of(Event happened) => happened switch
    {
        StepStarted e => e with
        {
            Command = e.Command is { } command ? [.. command.Select(masker.Text)] : null,
            Arguments = (MapValue?)Sealed(e.Arguments),
        },
        StepFinished e => e with
        {
            Error = Text(e.Error),
            Outputs = (MapValue?)Sealed(e.Outputs),
            Probe = e.Probe is { } probe ? Of(probe) : null,
            Answers = e.Answers is { } answers ? [.. answers.Select(Of)] : null,
        },
        StepProbed e => e with { Answer = Of(e.Answer) },
        StepDecided e => e with { Reason = masker.Text(e.Reason) },
        LoopExpanded e => e with { Items = [.. e.Items.Select(item => item with { Value = Sealed(item.Value)! })] },
        GateOpened e => e with
        {
            Title = masker.Text(e.Title),
            Description = Text(e.Description),
            Changes = e.Changes is { } changes ? [.. changes.Select(change => change with { Before = masker.Text(change.Before), Now = masker.Text(change.Now) })] : null,
        },
        GateAnswered e => e with { Comment = Text(e.Comment) },
        RunStopped e => e with { Message = Text(e.Message) },
        RunFinished e => e with { Outputs = (MapValue)Sealed(e.Outputs)! },
        RunStarted e => e with { Parameters = (MapValue)Sealed(e.Parameters)!, Teams = e.Teams },
        RunbookChanged e => e with { Parameters = (MapValue)Sealed(e.Parameters)!, Reason = masker.Text(e.Reason) },
        _ => happened,
    };

    /// <summary>An answer as it may be kept and shown.</summary>
    public Answer Of(Answer answer) =>
        answer with { Summary = masker.Text(answer.Summary), Evidence = Masked(answer.Evidence), Help = Text(answer.Help) };

    private string? Text(string? text) => text is null ? null : masker.Text(text);

    private Value? Sealed(Value? value) => value is null ? null : vault.Seal(masker.Caught(value));

    private Value Masked(Value value) => value switch
    {
        { IsSecret: true } => Value.Of("***"),
        TextValue text => Value.Of(masker.Text(text.Text)),
        ListValue list => new ListValue([.. list.Items.Select(Masked)]),
        MapValue map => new MapValue([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Masked(entry.Value)))]),
        _ => value,
    };
}
