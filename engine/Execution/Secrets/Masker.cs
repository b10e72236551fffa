using System.Buffers;
using System.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Secrets;

/// <summary>Puts `***` where a secret of the run would be shown. Safe to use from several threads.</summary>
public sealed class Masker
{
    /// <summary>Shorter texts stand everywhere by chance; masking them would tell more than it hides.</summary>
    public const int Shortest = SecretPatterns.MinimumLength;

    private const string Mask = "***";
    private readonly Lock _adding = new();
    private readonly HashSet<Value> _values = [];
    private volatile Patterns _patterns = new([]);

    /// <summary>Whether a value is a secret, or one of several texts that are, that cannot be masked.</summary>
    public static bool IsTooShort(Value value) => value.IsSecret && value switch
    {
        TextValue text => text.Text.Length is > 0 and < Shortest,
        IntegerValue => !SecretPatterns.Texts(value).Any(),
        ListValue list => list.Items.Any(item => item is TextValue && IsTooShort(item.MarkedSecret())),
        _ => false,
    };

    /// <summary>Makes a value's texts, in all their forms, secrets to mask.</summary>
    public void Add(Value secret)
    {
        lock (_adding)
        {
            if (!_values.Add(secret)) return;
            var all = _patterns.Bytes.Concat(SecretPatterns.Of(secret)).DistinctBy(Convert.ToHexString)
                .OrderByDescending(pattern => pattern.Length).ToArray();
            _patterns = new(all);
        }
    }

    /// <summary>Adds what is secret in a value, and leaves what is not.</summary>
    public void AddSecretsIn(Value value)
    {
        if (value.IsSecret) Add(value);
        else if (value is ListValue list) foreach (var item in list.Items) AddSecretsIn(item);
        else if (value is MapValue map) foreach (var entry in map.Entries) AddSecretsIn(entry.Value);
    }

    public string Text(string text)
    {
        var patterns = _patterns;
        if (patterns.Bytes.Length == 0) return text;
        foreach (var pattern in patterns.Texts) text = text.Replace(pattern, Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Whether a secret stands in the text.</summary>
    public bool Finds(string text)
    {
        foreach (var pattern in _patterns.Texts)
            if (text.Contains(pattern, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The value with each text in it marked in which a secret turns up, such as a command's output: masked it would be wrong.</summary>
    public Value Caught(Value value) => value switch
    {
        { IsSecret: true } => value,
        TextValue text => text.MarkedSecret(Finds(text.Text)),
        ListValue list => new ListValue([.. list.Items.Select(Caught)]),
        MapValue map => new MapValue([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Caught(entry.Value)))]),
        _ => value,
    };

    /// <summary>A masker for bytes that come in chunks: finds secrets that lie across their borders.</summary>
    public MaskedStream Stream(Action<ReadOnlyMemory<byte>> masked) => new(() => _patterns.Bytes, masked);

    private sealed record Patterns(byte[][] Bytes)
    {
        public string[] Texts { get; } = [.. Bytes.Select(Encoding.UTF8.GetString)];
    }
}

/// <summary>One stream of bytes on its way through the masker. Bytes are held back only while they may be the beginning of a secret.</summary>
public sealed class MaskedStream
{
    private static readonly byte[] Mask = "***"u8.ToArray();
    private readonly Func<byte[][]> _patterns;
    private readonly Action<ReadOnlyMemory<byte>> _masked;
    private readonly ArrayBufferWriter<byte> _held = new();

    internal MaskedStream(Func<byte[][]> patterns, Action<ReadOnlyMemory<byte>> masked)
    {
        _patterns = patterns;
        _masked = masked;
    }

    public void Write(ReadOnlyMemory<byte> chunk)
    {
        var patterns = _patterns();
        if (patterns.Length == 0 && _held.WrittenCount == 0)
        {
            _masked(chunk);
            return;
        }

        if (_held.WrittenCount > 0)
        {
            _held.Write(chunk.Span);
            chunk = _held.WrittenSpan.ToArray();
            _held.ResetWrittenCount();
        }

        var rest = PassOn(chunk, patterns);
        var hold = LongestBeginning(rest.Span, patterns);
        if (hold < rest.Length) _masked(rest[..^hold]);
        _held.Write(rest.Span[^hold..]);
    }

    /// <summary>Passes on what was held back: nothing more comes.</summary>
    public void Complete()
    {
        if (_held.WrittenCount > 0) _masked(_held.WrittenMemory);
        _held.ResetWrittenCount();
    }

    /// <summary>Passes on everything up to the last secret, masked; what follows it holds none.</summary>
    private ReadOnlyMemory<byte> PassOn(ReadOnlyMemory<byte> bytes, byte[][] patterns)
    {
        var next = new int[patterns.Length];
        Array.Fill(next, -1);
        var from = 0;
        while (true)
        {
            var (at, length) = (int.MaxValue, 0);
            for (var i = 0; i < patterns.Length; i++)
            {
                if (next[i] < from)
                {
                    var found = bytes.Span[from..].IndexOf(patterns[i]);
                    next[i] = found < 0 ? int.MaxValue : from + found;
                }

                // At the same place the longest wins; they are sorted so.
                if (next[i] < at) (at, length) = (next[i], patterns[i].Length);
            }

            if (at == int.MaxValue) return bytes[from..];
            if (at > from) _masked(bytes[from..at]);
            _masked(Mask);
            from = at + length;
        }
    }

    private static int LongestBeginning(ReadOnlySpan<byte> bytes, byte[][] patterns)
    {
        var longest = 0;
        foreach (var pattern in patterns)
        {
            for (var length = Math.Min(pattern.Length - 1, bytes.Length); length > longest; length--)
            {
                if (!bytes.EndsWith(pattern.AsSpan(0, length))) continue;
                longest = length;
                break;
            }
        }

        return longest;
    }
}
