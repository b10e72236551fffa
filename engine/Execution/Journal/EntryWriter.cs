using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// Writes a line of the journal by hand, as <see cref="EntryReader"/> reads it: the chain of digests rests on its bytes, which
/// are what stands here and nothing else. What is null is left out.
/// </summary>
internal static class EntryWriter
{
    public static byte[] Write(Entry entry)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, entry.Sequence);
            json.WriteString("time"u8, entry.Time);
            json.WriteString("actor"u8, entry.Actor);
            json.WriteString("previous"u8, entry.Previous.ToString());
            json.WriteStartObject("event"u8);
            Write(json, entry.Event);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return line.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Event happened)
    {
        switch (happened)
        {
            case RunStarted e: Write(json, e); break;
            case EngineStarted e:
                json.WriteString("event"u8, "engineStarted"u8);
                json.WriteString("host"u8, e.Host);
                json.WriteNumber("processId"u8, e.ProcessId);
                json.WriteString("engineVersion"u8, e.EngineVersion);
                break;
            case StepStarted e:
                Begin(json, "stepStarted"u8, e.Address);
                json.WriteNumber("attempt"u8, e.Attempt);
                Write(json, "command"u8, e.Command);
                Write(json, "arguments"u8, e.Arguments);
                break;
            case CommandStarted e:
                Begin(json, "commandStarted"u8, e.Address);
                json.WriteNumber("processId"u8, e.ProcessId);
                json.WriteNumber("startTicks"u8, e.StartTicks);
                break;
            case StepFinished e: Write(json, e); break;
            case StepSkipped e: Begin(json, "stepSkipped"u8, e.Address); break;
            case StepProbed e:
                Begin(json, "stepProbed"u8, e.Address);
                Write(json, "answer"u8, e.Answer);
                break;
            case StepDecided e:
                Begin(json, "stepDecided"u8, e.Address);
                json.WriteString("decision"u8, e.Decision.ToString());
                json.WriteString("reason"u8, e.Reason);
                break;
            case LoopExpanded e: Write(json, e); break;
            case CheckpointReached e: Begin(json, "checkpointReached"u8, e.Address); break;
            case GateOpened e: Write(json, e); break;
            case GateAnswered e:
                Begin(json, "gateAnswered"u8, e.Address);
                json.WriteBoolean("approved"u8, e.Approved);
                Write(json, "comment"u8, e.Comment);
                json.WriteString("evidence"u8, e.Evidence);
                break;
            case GateClosed e:
                Begin(json, "gateClosed"u8, e.Address);
                json.WriteString("end"u8, e.End.ToString());
                break;
            case RunbookChanged e: Write(json, e); break;
            case RunStopped e:
                json.WriteString("event"u8, "runStopped"u8);
                json.WriteString("reason"u8, e.Reason.ToString());
                Write(json, "message"u8, e.Message);
                break;
            case RunFinished e:
                json.WriteString("event"u8, "runFinished"u8);
                Write(json, "outputs"u8, e.Outputs);
                break;
            case LockReleased e: Write(json, e); break;
            default: throw new UnreachableException();
        }
    }

    private static void Write(Utf8JsonWriter json, RunStarted started)
    {
        json.WriteString("event"u8, "runStarted"u8);
        json.WriteString("runId"u8, started.RunId);
        json.WriteString("runbook"u8, started.Runbook);
        json.WriteString("version"u8, started.Version);
        json.WriteString("digest"u8, started.Digest);
        Write(json, "parameters"u8, started.Parameters);
        Write(json, "lock"u8, started.Lock);
        Write(json, "rollbackOf"u8, started.RollbackOf);
        Write(json, "teams"u8, started.Teams);
        Write(json, "recordDigest"u8, started.RecordDigest);
        Write(json, "textsDigest"u8, started.TextsDigest);
        Write(json, "savedPlan"u8, started.SavedPlan);
    }

    private static void Write(Utf8JsonWriter json, StepFinished finished)
    {
        Begin(json, "stepFinished"u8, finished.Address);
        json.WriteNumber("attempt"u8, finished.Attempt);
        json.WriteString("result"u8, finished.Result.ToString());
        if (finished.ExitCode is { } exitCode) json.WriteNumber("exitCode"u8, exitCode);
        Write(json, "error"u8, finished.Error);
        Write(json, "outputs"u8, finished.Outputs);
        if (finished.Probe is { } probe) Write(json, "probe"u8, probe);
        if (finished.Answers is not { } answers) return;
        json.WriteStartArray("answers"u8);
        foreach (var answer in answers) Write(json, answer);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, LoopExpanded expanded)
    {
        Begin(json, "loopExpanded"u8, expanded.Address);
        json.WriteStartArray("items"u8);
        foreach (var item in expanded.Items)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, item.Key);
            Write(json, "value"u8, item.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("firstCount"u8, expanded.FirstCount);
    }

    private static void Write(Utf8JsonWriter json, GateOpened opened)
    {
        Begin(json, "gateOpened"u8, opened.Address);
        json.WriteString("title"u8, opened.Title);
        Write(json, "description"u8, opened.Description);
        Write(json, "approvers"u8, opened.Approvers);
        json.WriteNumber("minApprovals"u8, opened.MinApprovals);
        json.WriteBoolean("notByStarter"u8, opened.NotByStarter);
        if (opened.Deadline is { } deadline) json.WriteString("deadline"u8, deadline);
        json.WriteString("evidence"u8, opened.Evidence);
        if (opened.Shown is { } shown)
        {
            json.WriteStartArray("shown"u8);
            foreach (var finding in shown) Write(json, finding);
            json.WriteEndArray();
        }

        if (opened.Changes is not { } changes) return;
        json.WriteStartArray("changes"u8);
        foreach (var change in changes) Write(json, change);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GateFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("address"u8, finding.Address.Text);
        json.WriteNumber("number"u8, finding.Number);
        json.WriteString("verdict"u8, finding.Verdict.ToString());
        json.WriteString("summary"u8, finding.Summary);
        Write(json, "facts"u8, finding.Facts);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GateChange change)
    {
        json.WriteStartObject();
        json.WriteString("what"u8, change.What);
        json.WriteString("before"u8, change.Before);
        json.WriteString("now"u8, change.Now);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunbookChanged changed)
    {
        json.WriteString("event"u8, "runbookChanged"u8);
        json.WriteString("from"u8, changed.From);
        json.WriteString("digest"u8, changed.Digest);
        json.WriteString("version"u8, changed.Version);
        Write(json, "parameters"u8, changed.Parameters);
        Write(json, "lock"u8, changed.Lock);
        json.WriteString("reason"u8, changed.Reason);
    }

    private static void Write(Utf8JsonWriter json, LockReleased released)
    {
        json.WriteString("event"u8, "lockReleased"u8);
        json.WriteString("key"u8, released.Key);
        json.WriteString("owner"u8, released.Owner);
        json.WriteString("host"u8, released.Host);
        json.WriteNumber("processId"u8, released.ProcessId);
        json.WriteString("reason"u8, released.Reason);
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> name, Address address)
    {
        json.WriteString("event"u8, name);
        json.WriteString("address"u8, address.Text);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, Answer answer)
    {
        json.WritePropertyName(name);
        Write(json, answer);
    }

    private static void Write(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteString("verdict"u8, answer.Verdict.ToString());
        json.WriteString("summary"u8, answer.Summary);
        Write(json, "evidence"u8, answer.Evidence);
        Write(json, "help"u8, answer.Help);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, Value? value)
    {
        if (value is null) return;
        json.WritePropertyName(name);
        JournalValues.Write(json, value);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string>? words)
    {
        if (words is null) return;
        json.WriteStartArray(name);
        foreach (var word in words.Value) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
