using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(MeshRunbook.Browser.Tests.Chromium))]

namespace MeshRunbook.Browser.Tests;

/// <summary>One headless Chromium for all tests: the machine's own (CHROMIUM names another), never a downloaded one.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program(),
            // As root there is no sandbox, and pages of our own need none.
            ChromiumSandbox = false,
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--font-render-hinting=none",
            ],
        });
    }

    /// <summary>Opens a file as somebody does who has no network.</summary>
    /// <param name="height">Of the window, in pixels, as is the width.</param>
    internal async Task<Sight> OpenAsync(string file, int width, ColorScheme scheme = ColorScheme.Light, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, Offline = true });
        return await Sight.OfAsync(context, new Uri(file));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Program()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } told) return told;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("`chromium` is not on PATH: `tools/setup --tests` installs Debian's, or name one in CHROMIUM");
    }
}
