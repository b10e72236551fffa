using Microsoft.Playwright;

namespace MeshRunbook.Browser.Tests;

/// <summary>The report on a telephone, on a large screen and on paper.</summary>
public sealed class ReportLayoutTests(Chromium chromium, Material material)
{
    // An A4 page less its margins, at 96 pixels an inch.
    private const int Paper = 703;

    public static TheoryData<string, int> Sights => new() { { nameof(Material.Mesh), 360 }, { nameof(Material.Mesh), 1440 }, { nameof(Material.Failed), 360 }, { nameof(Material.Failed), 1440 } };

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task Nothing_is_outside_cut_off_or_lies_on_something_else_even_with_everything_opened(string report, int width)
    {
        await using var sight = await chromium.OpenAsync(material.Report(report), width);
        await AssertInOrderAsync(sight);

        await sight.OpenAllDetailsAsync();

        await AssertInOrderAsync(sight);
    }

    [Fact]
    public async Task It_asks_for_nothing_but_itself_and_the_browser_has_nothing_to_say_against_it()
    {
        await using var sight = await chromium.OpenAsync(material.Mesh, 1440);

        Assert.Equal([new Uri(material.Mesh).AbsoluteUri], sight.Requests);
        Assert.Empty(sight.Complaints);
    }

    [Theory]
    [InlineData(nameof(Material.Mesh))]
    [InlineData(nameof(Material.Failed))]
    public async Task On_paper_it_is_light_fits_the_page_and_has_what_the_screen_has(string report)
    {
        await using var sight = await chromium.OpenAsync(material.Report(report), Paper, ColorScheme.Dark);
        var onScreen = await sight.FindAsync("[...document.querySelectorAll('main h2, main h3, main figure, main table')].filter(isShown).map(one => one.textContent)");

        await sight.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        Assert.Equal(onScreen, await sight.FindAsync("[...document.querySelectorAll('main h2, main h3, main figure, main table')].filter(isShown).map(one => one.textContent)"));
        Assert.Equal(1, await sight.MeasureAsync("paper()"), 2);
        await AssertInOrderAsync(sight);
        Assert.Empty(await sight.FindAsync("faint()"));
        var pdf = System.Text.Encoding.Latin1.GetString(await sight.Page.PdfAsync(new() { PreferCSSPageSize = true, Format = "A4" }));
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(pdf, @"/Type /Page\b"), 1, 30);
    }

    private static async Task AssertInOrderAsync(Sight sight)
    {
        Assert.Empty(await sight.FindAsync("outside()"));
        Assert.Empty(await sight.FindAsync("cut()"));
        Assert.Empty(await sight.FindAsync("broken()"));
        Assert.Empty(await sight.FindAsync("overlaps()"));
    }
}
