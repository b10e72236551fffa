using System.Text.Json;
using Microsoft.Playwright;

namespace MeshRunbook.Browser.Tests;

/// <summary>A page as it is seen in a window of some size.</summary>
internal sealed class Sight : IAsyncDisposable
{
    private static readonly string Looking = string.Concat(((string[])["layout.js", "colours.js", "access.js", "graph.js", "pictures.js"]).Select(Script));
    private readonly IBrowserContext _context;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    private Sight(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Every address that was asked for, the page's own too.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>What the browser has to say against the page, such as a blocked script.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Sight> OfAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        var sight = new Sight(context, page);
        page.Request += (_, request) => sight._requests.Add(request.Url);
        page.Console += (_, message) => sight._complaints.Add(message.Text);
        page.PageError += (_, error) => sight._complaints.Add(error);
        await page.GotoAsync(address.AbsoluteUri);
        return sight;
    }

    /// <summary>What a function of the folder Looking finds wrong, a line each.</summary>
    public async Task<string[]> FindAsync(string function) =>
        (await Page.EvaluateAsync<JsonElement>($"() => {{ {Looking}; return {function}; }}")).EnumerateArray().Select(one => one.GetString()!).ToArray();

    /// <summary>A number that an expression comes to on the page.</summary>
    public Task<double> MeasureAsync(string expression) => Page.EvaluateAsync<double>($"() => {{ {Looking}; return Number({expression}); }}");

    /// <summary>How far two pictures are from each other, of 255, looked at so coarsely that letters do not count.</summary>
    public Task<double> DifferenceAsync(byte[] one, byte[] other) => Page.EvaluateAsync<double>(
        $"pictures => {{ {Looking}; return difference(pictures); }}", ((byte[][])[one, other]).Select(Convert.ToBase64String).ToArray());

    public Task OpenAllDetailsAsync() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(Sight).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
