using System.Globalization;
using System.Text;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>One series of a stacked chart.</summary>
/// <param name="Class">How it is filled.</param>
internal sealed record Layer(string Class, Func<int, double> At);

/// <summary>Stacked areas of values that stay until they change. The drawing is stretched to whatever width the page has.</summary>
internal static class Area
{
    private const int Width = 1000;

    /// <param name="positions">Where each value begins, from 0 to 1, rising; the last lasts to the end.</param>
    /// <param name="layers">From the bottom up.</param>
    public static HtmlText Draw(IReadOnlyList<double> positions, IReadOnlyList<Layer> layers, double top, int height)
    {
        var html = new HtmlText();
        html.Add($"<svg viewBox=\"0 0 {Width} {height}\" width=\"100%\" height=\"{height}\" preserveAspectRatio=\"none\">");
        var below = new double[positions.Count];
        foreach (var layer in layers)
        {
            var above = positions.Select((_, index) => below[index] + layer.At(index)).ToArray();
            if (!above.SequenceEqual(below)) html.Add($"<path class=\"{layer.Class}\" d=\"{Path(positions, below, above, top, height)}\"/>");
            below = above;
        }

        return html.Add($"</svg>");
    }

    private static string Path(IReadOnlyList<double> positions, double[] below, double[] above, double top, int height)
    {
        var path = new StringBuilder();
        for (var first = 0; first < positions.Count; first++)
        {
            if (above[first] <= below[first]) continue;
            var last = first;
            while (last + 1 < positions.Count && above[last + 1] > below[last + 1]) last++;
            // There along the upper edge, and back along the lower one.
            path.Append(CultureInfo.InvariantCulture, $"M{X(first):0.##} {Y(below[first]):0.##}");
            for (var i = first; i <= last; i++) path.Append(CultureInfo.InvariantCulture, $"V{Y(above[i]):0.##}H{X(i + 1):0.##}");
            for (var i = last; i >= first; i--) path.Append(CultureInfo.InvariantCulture, $"V{Y(below[i]):0.##}H{X(i):0.##}");
            path.Append('Z');
            first = last;
        }

        return path.ToString();

        double X(int index) => (index < positions.Count ? positions[index] : 1) * Width;

        double Y(double value) => top <= 0 ? height : height - (value / top * height);
    }
}
