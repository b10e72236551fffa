using Microsoft.Playwright;

namespace MeshRunbook.Browser.Tests;

/// <summary>The picture of the whole migration, as the README shows it: can it be read at a glance?</summary>
public sealed class GraphPictureTests(Chromium chromium, Material material)
{
    // What GitHub leaves a README on a large screen, in pixels.
    private const int Readme = 830;

    // Of 255: how far a coarse look may be off on average. Other fonts move it by less than one, a colour that is lost by nine.
    private const double Tolerance = 2;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_word_is_whole_large_enough_and_stands_out(ColorScheme scheme)
    {
        await using var sight = await chromium.OpenAsync(Page(), Readme, scheme);

        Assert.Empty(await sight.FindAsync("badlyWritten()"));
        Assert.Empty(await sight.FindAsync("small(10.5)"));
        Assert.Empty(await sight.FindAsync("faint()"));
    }

    [Fact]
    public async Task No_box_lies_on_another_and_every_way_leads_from_one_to_the_next()
    {
        await using var sight = await chromium.OpenAsync(Page(), Readme);

        Assert.Empty(await sight.FindAsync("lyingOnEachOther()"));
        Assert.Empty(await sight.FindAsync("looseWays()"));
        Assert.InRange(await sight.MeasureAsync("nodes().length"), 15, 40);
        // To each box but the first of the picture and the first inside another.
        Assert.Equal(0, await sight.MeasureAsync("document.querySelectorAll('svg .edge').length - (nodes().length - 1 - document.querySelectorAll('svg g.open').length)"));
        Assert.Equal(5, await sight.MeasureAsync("document.querySelectorAll('svg g.gate:has(> title), svg g.checkpoint:has(> title)').length"));
        Assert.True(await sight.MeasureAsync("document.querySelector('svg').getBoundingClientRect().height") < 1000, "it is higher than a screen");
    }

    [Fact]
    public async Task The_README_shows_what_the_program_draws() =>
        Golden.Matches(Repository.At("tools", "pictures", "graph.svg"), await File.ReadAllTextAsync(material.Graph));

    [Theory]
    [InlineData(ColorScheme.Light, "graph-light.png")]
    [InlineData(ColorScheme.Dark, "graph-dark.png")]
    public async Task It_looks_as_it_did_when_somebody_looked_at_it(ColorScheme scheme, string name)
    {
        var kept = Repository.At("tests", "Browser.Tests", "Pictures", name);
        await using var sight = await chromium.OpenAsync(Page(), Readme, scheme);

        var now = await sight.Page.Locator("svg").ScreenshotAsync();

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllBytesAsync(kept, now);
        var difference = await sight.DifferenceAsync(now, await File.ReadAllBytesAsync(kept));
        if (difference > Tolerance) await File.WriteAllBytesAsync(Repository.At("artifacts", name), now);
        Assert.True(difference <= Tolerance, $"it is off by {difference:0.00} of 255: look at artifacts/{name}, and at {kept}; UPDATE_GOLDEN=1 rewrites it");
    }

    /// <summary>The picture in a page, as wide as the page lets it be.</summary>
    private string Page()
    {
        var page = Path.ChangeExtension(material.Graph, $".{Guid.NewGuid():N}.html");
        File.WriteAllText(page, $"<!doctype html><meta charset=utf-8><style>body{{margin:0;color-scheme:light dark}}svg{{display:block;max-width:100%;height:auto}}</style>{File.ReadAllText(material.Graph)}");
        return page;
    }
}
