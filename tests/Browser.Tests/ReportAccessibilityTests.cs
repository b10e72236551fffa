using System.Globalization;
using Microsoft.Playwright;

namespace MeshRunbook.Browser.Tests;

/// <summary>The report for those who cannot see it, see little, or use no mouse.</summary>
public sealed class ReportAccessibilityTests(Chromium chromium, Material material)
{
    private const string Signs = ".f-old, .f-new, .f-bad, .f-calm, .gate-sign, .b-old, .b-new, .bar rect:not(.outer, .wait, .open)";

    public static TheoryData<string> Reports => [nameof(Material.Mesh), nameof(Material.Failed)];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Landmarks_headings_and_names_lead_through_the_page(string report)
    {
        await using var sight = await chromium.OpenAsync(material.Report(report), 1440);
        await sight.OpenAllDetailsAsync();

        Assert.Empty(await sight.FindAsync("headings()"));
        Assert.Empty(await sight.FindAsync("landmarks()"));
        Assert.Empty(await sight.FindAsync("unnamed()"));
    }

    [Theory]
    [InlineData(nameof(Material.Mesh), ColorScheme.Light)]
    [InlineData(nameof(Material.Mesh), ColorScheme.Dark)]
    [InlineData(nameof(Material.Failed), ColorScheme.Light)]
    [InlineData(nameof(Material.Failed), ColorScheme.Dark)]
    public async Task Text_and_signs_stand_out_as_WCAG_AA_demands(string report, ColorScheme scheme)
    {
        await using var sight = await chromium.OpenAsync(material.Report(report), 1440, scheme);
        await sight.OpenAllDetailsAsync();

        Assert.Empty(await sight.FindAsync("faint()"));
        Assert.Empty(await sight.FindAsync($"faintShapes('{Signs}')"));
        Assert.Equal(scheme == ColorScheme.Light, await sight.MeasureAsync("paper()") > 0.5);
    }

    [Theory]
    [InlineData(nameof(Material.Mesh), 1440)]
    [InlineData(nameof(Material.Mesh), 360)]
    public async Task Every_stop_is_reached_with_the_keyboard_in_order_and_can_be_seen(string report, int width)
    {
        await using var sight = await chromium.OpenAsync(material.Report(report), width);
        var stops = await sight.FindAsync("stops()");

        for (var i = 0; i < stops.Length; i++)
        {
            await sight.Page.Keyboard.PressAsync("Tab");
            var focused = await sight.FindAsync("focused()");
            Assert.True(focused is [var stop] && stop == i.ToString(CultureInfo.InvariantCulture), $"stop {stops[i]}: {string.Join(", ", focused)}");
        }

        Assert.NotEmpty(stops);
    }

    [Fact]
    public async Task The_keyboard_skips_to_the_content_and_opens_what_is_folded()
    {
        await using var sight = await chromium.OpenAsync(material.Mesh, 1440);

        await sight.Page.Keyboard.PressAsync("Tab");
        Assert.True(await sight.MeasureAsync("document.activeElement.getBoundingClientRect().left") > 0);
        await sight.Page.Keyboard.PressAsync("Enter");
        await sight.Page.Keyboard.PressAsync("Tab");
        Assert.Equal(1, await sight.MeasureAsync("document.activeElement.closest('main') ? 1 : 0"));
        await sight.Page.Locator("details:not([open]) > summary").First.FocusAsync();
        await sight.Page.Keyboard.PressAsync("Enter");
        await sight.Page.WaitForFunctionAsync("() => document.activeElement.parentElement.open");
    }
}
