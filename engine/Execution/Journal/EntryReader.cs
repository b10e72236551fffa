using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// Reads a line of the journal by hand: a run of 100,000 events is read when it is resumed, and the serializer takes several
/// times as long. What it does not know it leaves out, so that an older engine can show a newer journal.
/// </summary>
internal static class EntryReader
{
    /// <exception cref="JsonException">The line is no entry.</exception>
    public static Entry Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        long sequence = 0;
        DateTimeOffset time = default;
        string? actor = null, previous = null;
        Event? happened = null;
        Open(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sequence"u8)) { reader.Read(); sequence = reader.GetInt64(); }
            else if (reader.ValueTextEquals("time"u8)) { reader.Read(); time = reader.GetDateTimeOffset(); }
            else if (reader.ValueTextEquals("actor"u8)) { reader.Read(); actor = reader.GetString(); }
            else if (reader.ValueTextEquals("previous"u8)) { reader.Read(); previous = reader.GetString(); }
            else if (reader.ValueTextEquals("event"u8)) { reader.Read(); happened = ReadEvent(ref reader); }
            else reader.Skip();
        }

        if (reader.Read() || actor is null || previous is null || happened is null) throw new JsonException();
        return new(sequence, time, actor, previous, happened);
    }

    private static Event ReadEvent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var fields = new EventFields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null) ReadField(ref reader, name, fields);
        }

        return fields.ToEvent();
    }

    private static void ReadField(ref Utf8JsonReader reader, string name, EventFields fields)
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
            default: ReadScalar(ref reader, name, fields); break;
        }
    }

    private static void ReadScalar(ref Utf8JsonReader reader, string name, EventFields fields)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: fields.Texts.Add((name, reader.GetString()!)); break;
            case JsonTokenType.Number: fields.Numbers.Add((name, reader.GetInt64())); break;
            case JsonTokenType.True: fields.Flags.Add(name); break;
            default: reader.Skip(); break;
        }
    }

    private static ImmutableArray<string> ReadWords(ref Utf8JsonReader reader)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) words.Add(reader.GetString()!);
        return words.DrainToImmutable();
    }

    private static ImmutableArray<Answer> ReadAnswers(ref Utf8JsonReader reader)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) answers.Add(ReadAnswer(ref reader));
        return answers.DrainToImmutable();
    }

    private static Answer ReadAnswer(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var answer = new Answer(default, "", Value.Null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            answer = name switch
            {
                "verdict" => answer with { Verdict = Enum.Parse<Verdict>(reader.GetString()!) },
                "summary" => answer with { Summary = reader.GetString()! },
                "evidence" => answer with { Evidence = JournalValues.Read(ref reader) },
                "help" => answer with { Help = reader.GetString() },
                _ => Skip(ref reader, answer),
            };
        }

        return answer;
    }

    private static ImmutableArray<LoopItem> ReadItems(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<LoopItem>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var item = new LoopItem("", Value.Null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                item = name switch
                {
                    "key" => item with { Key = reader.GetString()! },
                    "value" => item with { Value = JournalValues.Read(ref reader) },
                    _ => Skip(ref reader, item),
                };
            }

            items.Add(item);
        }

        return items.DrainToImmutable();
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
