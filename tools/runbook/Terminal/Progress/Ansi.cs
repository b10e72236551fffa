using System.Text;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>Lines as terminals take them.</summary>
internal static class Ansi
{
    public static string Of(StyledLine line, bool colour)
    {
        if (!colour) return line.Text;
        var text = new StringBuilder();
        foreach (var piece in line.Pieces)
        {
            if (Code(piece.Tone) is { } code) text.Append("\u001b[").Append(code).Append('m').Append(piece.Text).Append("\u001b[0m");
            else text.Append(piece.Text);
        }

        return text.ToString();
    }

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Dim => "2",
        Tone.Good => "32",
        Tone.Bad => "31",
        Tone.Attention => "33",
        Tone.Active => "36",
        _ => null,
    };
}
