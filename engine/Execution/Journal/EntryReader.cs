using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// Reads a line of the journal by hand: a run of 100,000 events is read when it is resumed, and the serializer takes several
/// times as long. It makes no object beside what it gives back: most of the time goes into these. What it does not know it leaves out, so that an older engine can show a newer journal.
/// </summary>
internal sealed class EntryReader
{
    private readonly TextPool _pool = new();
    private readonly EventFields _fields = new();
    private readonly List<string> _words = [];
    private readonly byte[] _unescaped = new byte[256];

    /// <param name="likely">What its previous digest is in an unbroken chain, where that is known.</param>
    /// <exception cref="JsonException">The line is no entry.</exception>
    /// <exception cref="NotSupportedException">The event is of a kind that is not known; it is the message.</exception>
    public Entry Read(ReadOnlySpan<byte> line, LineDigest? likely)
    {
        var reader = new Utf8JsonReader(line);
        long sequence = 0;
        DateTimeOffset time = default;
        string? actor = null;
        LineDigest? previous = null;
        Event? happened = null;
        Open(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sequence"u8)) { reader.Read(); sequence = reader.GetInt64(); }
            else if (reader.ValueTextEquals("time"u8)) { reader.Read(); time = reader.GetDateTimeOffset(); }
            else if (reader.ValueTextEquals("actor"u8)) { reader.Read(); actor = Text(ref reader); }
            else if (reader.ValueTextEquals("previous"u8)) { reader.Read(); previous = likely?.Is(reader.ValueSpan) == true ? likely : LineDigest.Parse(reader.ValueSpan); }
            else if (reader.ValueTextEquals("event"u8)) { reader.Read(); happened = ReadEvent(ref reader); }
            else reader.Skip();
        }

        if (reader.Read() || actor is null || previous is null || happened is null) throw new JsonException();
        return new(sequence, time, actor, previous.Value, happened);
    }

    private Event ReadEvent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        _fields.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null) ReadField(ref reader, name, _fields);
        }

        return _fields.ToEvent();
    }

    private void ReadField(ref Utf8JsonReader reader, string name, EventFields fields)
    {
        switch (name)
        {
            case "parameters" or "arguments" or "outputs" or "teams":
                fields.Maps[name] = JournalValues.Read(ref reader) as MapValue ?? throw new JsonException();
                break;
            case "command" or "approvers": fields.Words = ReadWords(ref reader); break;
            case "probe" or "answer": fields.Answer = ReadAnswer(ref reader); break;
            case "answers": fields.Answers = ReadAnswers(ref reader); break;
            case "items": fields.Items = ReadItems(ref reader); break;
            case "shown": fields.Shown = ReadShown(ref reader); break;
            case "changes": fields.Changes = ReadChanges(ref reader); break;
            default: ReadScalar(ref reader, name, fields); break;
        }
    }

    private void ReadScalar(ref Utf8JsonReader reader, string name, EventFields fields)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: fields.Texts.Add((name, Text(ref reader))); break;
            case JsonTokenType.Number: fields.Add(name, reader.GetInt64()); break;
            case JsonTokenType.True: fields.Flags.Add(name); break;
            default: reader.Skip(); break;
        }
    }

    private ImmutableArray<string> ReadWords(ref Utf8JsonReader reader)
    {
        _words.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) _words.Add(Text(ref reader));
        return [.. _words];
    }

    private ImmutableArray<Answer> ReadAnswers(ref Utf8JsonReader reader)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) answers.Add(ReadAnswer(ref reader));
        return answers.DrainToImmutable();
    }

    private Answer ReadAnswer(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var (verdict, summary, evidence, help) = (default(Verdict), "", Value.Null, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            switch (name)
            {
                case "verdict": verdict = Names<Verdict>.Parse(Text(ref reader)); break;
                case "summary": summary = Text(ref reader); break;
                case "evidence": evidence = JournalValues.Read(ref reader); break;
                case "help": help = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(verdict, summary, evidence, help);
    }

    private static ImmutableArray<LoopItem> ReadItems(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<LoopItem>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (key, value) = ("", Value.Null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "key": key = reader.GetString()!; break;
                    case "value": value = JournalValues.Read(ref reader); break;
                    default: reader.Skip(); break;
                }
            }

            items.Add(new(key, value));
        }

        return items.DrainToImmutable();
    }

    private ImmutableArray<GateFinding> ReadShown(ref Utf8JsonReader reader)
    {
        var shown = ImmutableArray.CreateBuilder<GateFinding>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var finding = new GateFinding(default, 0, default, "", Value.Null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                finding = name switch
                {
                    "address" => finding with { Address = new(Text(ref reader)) },
                    "number" => finding with { Number = reader.GetInt32() },
                    "verdict" => finding with { Verdict = Names<Verdict>.Parse(reader.GetString()!) },
                    "summary" => finding with { Summary = Text(ref reader) },
                    "facts" => finding with { Facts = JournalValues.Read(ref reader) },
                    _ => Skip(ref reader, finding),
                };
            }

            shown.Add(finding);
        }

        return shown.DrainToImmutable();
    }

    private ImmutableArray<GateChange> ReadChanges(ref Utf8JsonReader reader)
    {
        var changes = ImmutableArray.CreateBuilder<GateChange>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var change = new GateChange("", "", "");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                change = name switch
                {
                    "what" => change with { What = Text(ref reader) },
                    "before" => change with { Before = Text(ref reader) },
                    "now" => change with { Now = Text(ref reader) },
                    _ => Skip(ref reader, change),
                };
            }

            changes.Add(change);
        }

        return changes.DrainToImmutable();
    }

    private string Text(ref Utf8JsonReader reader)
    {
        if (reader is { TokenType: not (JsonTokenType.String or JsonTokenType.PropertyName) } or { HasValueSequence: true }) return reader.GetString() ?? throw new JsonException();
        if (!reader.ValueIsEscaped) return _pool.Get(reader.ValueSpan);
        if (reader.ValueSpan.Length > _unescaped.Length) return reader.GetString()!;
        return _pool.Get(_unescaped.AsSpan(0, reader.CopyString(_unescaped)));
    }

    private static T Skip<T>(ref Utf8JsonReader reader, T unchanged)
    {
        reader.Skip();
        return unchanged;
    }

    private static void Open(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
    }
}
