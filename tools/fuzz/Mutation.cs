using System.Text;

namespace MeshRunbook.Fuzz;

/// <summary>Makes inputs out of the corpus: a few changes of bytes, lines, blocks, keys, values and expressions.</summary>
internal sealed class Mutation(Corpus corpus, Random random)
{
    private const int MaxLength = 64 * 1024;

    public byte[] Make(InputKind kind)
    {
        var text = kind switch
        {
            InputKind.Runbook => Some(corpus.Runbooks),
            InputKind.Parameters => Some(corpus.Parameters),
            InputKind.Value => Some(Words.Values),
            InputKind.Expression => $"a {Expression(0)} b",
            _ => CommandLine(),
        };
        for (var changes = random.Next(kind == InputKind.Runbook ? 1 : 0, 5); changes > 0; changes--) text = Changed(kind, text);
        if (text.Length > MaxLength) text = text[..MaxLength];
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var damage = random.Next(8) == 0 ? random.Next(1, 4) : 0; damage > 0 && bytes.Length > 0; damage--) bytes = Damaged(bytes);
        return bytes;
    }

    private string Changed(InputKind kind, string text)
    {
        var isYaml = kind is InputKind.Runbook or InputKind.Parameters;
        return random.Next(isYaml ? 12 : 3) switch
        {
            0 => Insert(text, Some(Words.Pieces)),
            1 => Cut(text),
            2 => Repeat(text),
            3 => Splice(text, kind == InputKind.Runbook ? Some(corpus.Runbooks) : Some(corpus.Parameters)),
            4 => Block(text, Blocks.Remove),
            5 => Block(text, Blocks.Double),
            6 => Block(text, Blocks.Exchange),
            7 => Block(text, Blocks.Shift),
            8 => Value(text, Some(Words.Values)),
            9 => Value(text, Expression(0)),
            10 => Key(text),
            _ => Braces(text),
        };
    }

    private string Insert(string text, string piece)
    {
        var times = random.Next(20) == 0 ? random.Next(2, 400) : 1;
        return text.Insert(random.Next(text.Length + 1), string.Concat(Enumerable.Repeat(piece, times)));
    }

    private string Cut(string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(6) == 0 ? text[..at] : text.Remove(at, Math.Min(random.Next(30), text.Length - at));
    }

    private string Repeat(string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(60), text.Length - at);
        return text.Insert(random.Next(text.Length + 1), text.Substring(at, length));
    }

    private string Splice(string text, string other)
    {
        var from = random.Next(other.Length + 1);
        return string.Concat(text.AsSpan(0, random.Next(text.Length + 1)), other.AsSpan(from, Math.Min(random.Next(2000), other.Length - from)));
    }

    private enum Blocks { Remove, Double, Exchange, Shift }

    /// <summary>Changes a line together with those below it that are indented more: a node of the YAML.</summary>
    private string Block(string text, Blocks change)
    {
        var lines = text.Split('\n').ToList();
        var start = random.Next(lines.Count);
        var end = start + 1;
        while (end < lines.Count && Indent(lines[end]) > Indent(lines[start])) end++;
        var block = lines.GetRange(start, end - start);
        if (change != Blocks.Double) lines.RemoveRange(start, end - start);
        switch (change)
        {
            case Blocks.Double or Blocks.Exchange:
                lines.InsertRange(random.Next(lines.Count + 1), block);
                break;
            case Blocks.Shift:
                var pad = random.Next(-3, 4);
                lines.InsertRange(start, block.Select(line => pad < 0 ? line[Math.Min(-pad, Indent(line))..] : new string(' ', pad) + line));
                break;
        }

        return string.Join('\n', lines);
    }

    /// <summary>Puts another value behind a key.</summary>
    private string Value(string text, string value) => Line(text, line =>
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? line + value : string.Concat(line.AsSpan(0, colon + 2), random.Next(2) == 0 ? value : $"\"{value}\"");
    });

    /// <summary>Puts another key before a value.</summary>
    private string Key(string text) => Line(text, line =>
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return line;
        var start = Indent(line);
        if (line.AsSpan(start).StartsWith("- ")) start += 2;
        return string.Concat(line.AsSpan(0, Math.Min(start, colon)), Some(Words.Keys), line.AsSpan(colon));
    });

    /// <summary>Puts another expression into braces.</summary>
    private string Braces(string text)
    {
        var open = text.IndexOf("{{", random.Next(text.Length + 1), StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf("}}", open, StringComparison.Ordinal);
        return close < 0 ? Value(text, Expression(0)) : string.Concat(text.AsSpan(0, open), Expression(0), text.AsSpan(close + 2));
    }

    private string Line(string text, Func<string, string> change)
    {
        var lines = text.Split('\n');
        var at = random.Next(lines.Length);
        lines[at] = change(lines[at]);
        return string.Join('\n', lines);
    }

    private string CommandLine() => string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(3) == 0 ? Expression(0) : Some(Words.Values)));

    private string Expression(int depth) => depth == 0 ? $"{{{{ {Operand(0)} }}}}" : Operand(depth);

    private string Operand(int depth) => (depth > 5 ? 0 : random.Next(9)) switch
    {
        0 or 1 => Some(Words.Operands),
        2 => $"{Some(Words.Functions)} {Operand(depth + 1)}",
        3 => $"{Operand(depth + 1)} {Some(Words.Operators)} {Operand(depth + 1)}",
        4 => $"({Operand(depth + 1)})",
        5 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Operand(depth + 1)))}]",
        6 => $"{Operand(depth + 1)} | {Some(Words.Functions)} {(random.Next(2) == 0 ? Operand(depth + 1) : "")}",
        7 => $"{Operand(depth + 1)}[{Operand(depth + 1)}]",
        _ => $"{Some(Words.Functions)}({Operand(depth + 1)}, {Operand(depth + 1)})",
    };

    private byte[] Damaged(byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(3))
        {
            case 0: bytes[at] = (byte)random.Next(256); return bytes;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); return bytes;
            default: return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
        }
    }

    private string Some(IReadOnlyList<string> words) => words[random.Next(words.Count)];

    private static int Indent(string line)
    {
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ') indent++;
        return indent;
    }
}
