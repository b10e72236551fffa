using System.Text;
using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Tests.Terminal;

/// <summary>As much of a terminal as the live picture needs: rows, a cursor, and a scrollback that keeps what left the screen.</summary>
internal sealed partial class TinyTerminal(int width, int height)
{
    private List<string> _rows = [""];
    private int _row;
    private int _column;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    /// <summary>How often something was written.</summary>
    public int Writes { get; private set; }

    public bool IsCursorShown { get; private set; } = true;

    public (int Width, int Height) Size => (Width, Height);

    /// <summary>All rows from the first that was ever written.</summary>
    public string Text => string.Join('\n', _rows.Select(row => row.TrimEnd())).TrimEnd('\n');

    /// <summary>Made narrower it breaks the rows that are too long, as most terminals do.</summary>
    public void Resize(int width, int height)
    {
        var rows = new List<string>();
        for (var i = 0; i < _rows.Count; i++)
        {
            var text = _rows[i].TrimEnd();
            if (i == _row) _row = rows.Count;
            do
            {
                rows.Add(text[..Math.Min(width, text.Length)]);
                text = text[Math.Min(width, text.Length)..];
            }
            while (text.Length > 0);
        }

        (_rows, Width, Height) = (rows, width, height);
    }

    public void Write(string text)
    {
        Writes++;
        for (var at = 0; at < text.Length;)
        {
            var escape = Escape().Match(text, at);
            if (escape.Success)
            {
                Do(escape.Groups[2].Value[0], escape.Groups[1].Value);
                at += escape.Length;
                continue;
            }

            switch (text[at++])
            {
                case '\r': _column = 0; break;
                case '\n':
                    _row++;
                    if (_row == _rows.Count) _rows.Add("");
                    break;
                case var c when char.IsControl(c): throw new InvalidOperationException($"control character {(int)c}");
                case var c: Put(c); break;
            }
        }
    }

    private void Do(char command, string argument)
    {
        switch (command)
        {
            // What has left the screen above is out of reach.
            case 'A': _row = Math.Max(Math.Max(0, _rows.Count - Height), _row - int.Parse(argument, null)); break;
            case 'K': _rows[_row] = ""; break;
            case 'J': _rows = [.. _rows.Take(_row), _rows[_row][..Math.Min(_column, _rows[_row].Length)]]; break;
            case 'h' or 'l' when argument == "?25": IsCursorShown = command == 'h'; break;
            case 'h' or 'l' or 'm': break;
            default: throw new InvalidOperationException($"escape sequence {command}");
        }
    }

    private void Put(char c)
    {
        if (_column == Width) throw new InvalidOperationException($"a line is wider than {Width}");
        var row = new StringBuilder(_rows[_row].PadRight(_column + 1)) { [_column] = c };
        _rows[_row] = row.ToString();
        _column++;
    }

    [GeneratedRegex("\\G\u001b\\[([?0-9;]*)([A-Za-z])")]
    private static partial Regex Escape();
}
